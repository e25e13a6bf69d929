# Thin: Meson builds, the scripts do the rest. The program is left at build/adil.
#
#   make             build                      make bench    benchmarks
#   make demo        real elections, served     make fuzz     FUZZ_SECONDS a target (300)
#   make test        all tests                  make lint     static analysis and format
#   make deps        what Debian 12 lacks       make format   clang-format, in place
#   make install     PREFIX, DESTDIR            make soak     bad days, long (minutes)
#   make clean       removes build/
#
# MESON_FLAGS is handed to `meson setup` when the build folder is made.

BUILD = build
PREFIX ?= /usr/local
MESON_FLAGS ?=
FUZZ_SECONDS ?= 300
export FUZZ_SECONDS

.PHONY: all program deps demo test soak bench fuzz format lint install clean

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

program: $(BUILD)/build.ninja
	ninja -C $(BUILD) adil

$(BUILD)/build.ninja:
	scripts/deps.sh
	meson setup $(BUILD) --prefix=$(PREFIX) $(MESON_FLAGS)

deps:
	scripts/deps.sh --full

demo:
	scripts/deps.sh
	@$(MAKE) --no-print-directory program
	@scripts/demo.sh $(BUILD)

test:
	scripts/deps.sh
	@$(MAKE) --no-print-directory all
	@scripts/test.sh $(BUILD)

soak:
	scripts/deps.sh
	@$(MAKE) --no-print-directory all
	@scripts/soak.sh $(BUILD)

bench:
	scripts/deps.sh
	@scripts/bench.sh

fuzz:
	scripts/deps.sh --full
	@scripts/fuzz.sh

format:
	scripts/deps.sh --full
	find src tests fuzz bench -name '*.[ch]' -exec clang-format -i {} +

lint:
	scripts/deps.sh --full
	@scripts/lint.sh

install: $(BUILD)/build.ninja
	meson configure $(BUILD) -Dprefix=$(PREFIX)
	ninja -C $(BUILD) adil
	meson install -C $(BUILD) --no-rebuild

clean:
	rm -rf $(BUILD) build-*
