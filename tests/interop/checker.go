// Reads a log folder with golang.org/x/mod's own code and checks all of it:
//
//	checker DIR LOG_VKEY [WITNESS_VKEY...]
//
// The checkpoint must open under the log's key and be cosigned by every witness named. Every tile is
// authenticated against its root, every entry compared with its leaf hash, some inclusions and
// consistencies are proved and checked. Prints "OK n entries" and exits 0, or the fault and exits 1.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8
	width  = 1 << height
	// x/mod does not end above it.
	sizeMax = int64(1) << 62
)

// A cosigner verifies lines of type 0x04: u64 time, then Ed25519 over a text that names the time.
type cosigner struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.id }

func (c *cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(sig)
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, msg)
	return time < 1<<63 && ed25519.Verify(c.key, []byte(text), sig[8:])
}

func newCosigner(vkey string) (*cosigner, error) {
	part := strings.SplitN(vkey, "+", 3)
	if len(part) != 3 {
		return nil, errors.New("no vkey: " + vkey)
	}
	id, err := strconv.ParseUint(part[1], 16, 32)
	if err != nil {
		return nil, err
	}
	blob, err := base64.StdEncoding.DecodeString(part[2])
	if err != nil || len(blob) != 1+ed25519.PublicKeySize || blob[0] != 4 {
		return nil, errors.New("no key of type 04: " + vkey)
	}
	hash := sha256.Sum256(append([]byte(part[0]+"\n"), blob...))
	if uint32(id) != binary.BigEndian.Uint32(hash[:]) {
		return nil, errors.New("another id: " + vkey)
	}
	return &cosigner{part[0], uint32(id), blob[1:]}, nil
}

// A folder serves tiles: tile/8/0/000 of x/mod is tile/0/000 here, data is entries.
type folder string

func (f folder) Height() int { return height }

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, t := range tiles {
		bytes, err := f.read(t)
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (f folder) read(t tlog.Tile) ([]byte, error) {
	path := "tile/" + strings.TrimPrefix(t.Path(), "tile/8/")
	path = strings.Replace(path, "tile/data/", "tile/entries/", 1)
	return os.ReadFile(filepath.Join(string(f), filepath.FromSlash(path)))
}

func parseCheckpoint(text string) (tree tlog.Tree, err error) {
	line := strings.Split(text, "\n")
	if len(line) < 4 {
		return tree, errors.New("checkpoint of fewer than three lines")
	}
	if tree.N, err = strconv.ParseInt(line[1], 10, 64); err != nil {
		return tree, err
	}
	if tree.N < 0 || tree.N > sizeMax || strconv.FormatInt(tree.N, 10) != line[1] {
		return tree, errors.New("size " + line[1])
	}
	tree.Hash, err = tlog.ParseHash(line[2])
	return tree, err
}

// openCheckpoint wants the log's signature and that of every witness.
func openCheckpoint(dir, logKey string, witnessKeys []string) (tree tlog.Tree, err error) {
	log, err := note.NewVerifier(logKey)
	if err != nil {
		return tree, err
	}
	known := []note.Verifier{log}
	for _, vkey := range witnessKeys {
		c, err := newCosigner(vkey)
		if err != nil {
			return tree, err
		}
		known = append(known, c)
	}
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return tree, err
	}
	n, err := note.Open(text, note.VerifierList(known...))
	if err != nil {
		return tree, err
	}
	for _, v := range known {
		signed := false
		for _, s := range n.Sigs {
			signed = signed || (s.Name == v.Name() && s.Hash == v.KeyHash())
		}
		if !signed {
			return tree, errors.New("no signature of " + v.Name())
		}
	}
	if name, _, _ := strings.Cut(n.Text, "\n"); name != log.Name() {
		return tree, errors.New("origin " + name + " is not the log key's name")
	}
	return parseCheckpoint(n.Text)
}

// checkBundle compares the entries [first, first + n) with their leaf hashes.
func checkBundle(f folder, r tlog.HashReader, first, n int64) error {
	bundle, err := f.read(tlog.Tile{H: height, L: -1, N: first / width, W: int(n)})
	if err != nil {
		return err
	}
	index := make([]int64, n)
	for i := range index {
		index[i] = tlog.StoredHashIndex(0, first+int64(i))
	}
	leaf, err := r.ReadHashes(index)
	if err != nil {
		return fmt.Errorf("tiles of entries from %d: %v", first, err)
	}
	for i := range leaf {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return fmt.Errorf("bundle cut short before entry %d", first+int64(i))
		}
		length := int(binary.BigEndian.Uint16(bundle))
		if tlog.RecordHash(bundle[2:2+length]) != leaf[i] {
			return fmt.Errorf("entry %d has another leaf hash", first+int64(i))
		}
		bundle = bundle[2+length:]
	}
	if len(bundle) != 0 {
		return fmt.Errorf("bytes after entry %d", first+n-1)
	}
	return nil
}

func checkProofs(r tlog.HashReader, tree tlog.Tree) error {
	for _, i := range []int64{0, 1, 2, 255, 256, 257, tree.N / 2, tree.N - 2, tree.N - 1} {
		if i < 0 || i >= tree.N {
			continue
		}
		leaf, err := r.ReadHashes([]int64{tlog.StoredHashIndex(0, i)})
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(tree.N, i, r)
		if err != nil {
			return err
		}
		if err = tlog.CheckRecord(proof, tree.N, tree.Hash, i, leaf[0]); err != nil {
			return fmt.Errorf("inclusion of %d: %v", i, err)
		}
		old, err := tlog.TreeHash(i+1, r)
		if err != nil {
			return err
		}
		consistency, err := tlog.ProveTree(tree.N, i+1, r)
		if err != nil {
			return err
		}
		if err = tlog.CheckTree(consistency, tree.N, tree.Hash, i+1, old); err != nil {
			return fmt.Errorf("consistency with %d: %v", i+1, err)
		}
	}
	return nil
}

func check(dir, logKey string, witnessKeys []string) (int64, error) {
	tree, err := openCheckpoint(dir, logKey, witnessKeys)
	if err != nil {
		return 0, fmt.Errorf("checkpoint: %v", err)
	}
	if tree.N == 0 { // x/mod has no empty tree
		empty := sha256.Sum256(nil)
		if !bytes.Equal(tree.Hash[:], empty[:]) {
			return 0, errors.New("checkpoint: not the root of the empty tree")
		}
		return 0, nil
	}
	f := folder(dir)
	r := tlog.TileHashReader(tree, f)
	for first := int64(0); first < tree.N; first += width {
		n := tree.N - first
		if n > width {
			n = width
		}
		if err := checkBundle(f, r, first, n); err != nil {
			return 0, err
		}
	}
	return tree.N, checkProofs(r, tree)
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: checker DIR LOG_VKEY [WITNESS_VKEY...]")
		os.Exit(2)
	}
	n, err := check(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Printf("OK %d entries\n", n)
}
