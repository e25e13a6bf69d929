/* How fast entries come and how long a commit takes: who is waited for. */
#include "base/monotonic.h"
#include "gazette/log_priv.h"

enum { EACH_NS_MAX = 1000000 }; /* longer ones say that nobody came, not how fast they come */

/* A quarter of what is new; the rest is remembered. */
static int64_t smoothed(int64_t old, int64_t now)
{
    return old == 0 ? now : (3 * old + now) / 4;
}

void adil_pace_came(struct adil_pace *p)
{
    p->came = adil_monotonic_ns();
}

void adil_pace_closed(struct adil_pace *p, size_t n)
{
    p->closed = adil_monotonic_ns();
    if (p->ended > 0 && n > 0) {
        int64_t open_ns = p->filled_ns + p->closed - p->ended;
        int64_t each = open_ns / (int64_t)n;
        p->each_ns = smoothed(p->each_ns, each < EACH_NS_MAX ? each : EACH_NS_MAX);
    }
}

void adil_pace_ended(struct adil_pace *p)
{
    p->ended = adil_monotonic_ns();
    p->commit_ns = smoothed(p->commit_ns, p->ended - p->closed);
    p->filled_ns = p->came > p->closed ? p->came - p->closed : 0;
}

size_t adil_pace_late(const struct adil_pace *p, size_t expected)
{
    size_t quarter = expected / 4;
    size_t half = expected / 2;
    size_t fill = p->each_ns > 0 ? (size_t)(3 * p->commit_ns / 2 / p->each_ns) : 0;
    if (fill <= quarter || fill / 2 > half) {
        return quarter;
    }
    return fill < half ? fill : half;
}

bool adil_pace_at_once(const struct adil_pace *p, size_t expected)
{
    return p->each_ns * (int64_t)expected < p->commit_ns;
}
