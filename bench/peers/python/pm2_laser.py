"""PM-2 on LASER (laser-core): properties in LaserFrames, the month as Numba kernels, a district a task."""
import os, sys
os.environ["NUMBA_NUM_THREADS"] = sys.argv[2] if len(sys.argv) > 2 else "2"
import time
import numba as nb
from laser.core import LaserFrame
from pm2_common import *

f = np.float32


@nb.njit(parallel=True, cache=True, fastmath=True)
def split(alive, land, grain, money, sown, lease, mouths, animals, hunger):
    for d in nb.prange(alive.size):
        k = alive[d]
        for i in range(alive[d]):
            u = np.random.random()
            if u < .12:
                if mouths[d, i] < 12:
                    mouths[d, i] += 1
            elif u < .20:
                if mouths[d, i] > 1:
                    mouths[d, i] -= 1
            elif u >= .985 and mouths[d, i] >= 2:
                land[d, i] *= f(.5); grain[d, i] *= f(.5); money[d, i] *= f(.5); sown[d, i] *= f(.5)
                land[d, k] = land[d, i]; grain[d, k] = grain[d, i]; money[d, k] = money[d, i]; sown[d, k] = sown[d, i]
                animals[d, k] = animals[d, i] // 2; animals[d, i] -= animals[d, k]
                mouths[d, k] = mouths[d, i] // 2; mouths[d, i] -= mouths[d, k]
                lease[d, k] = 0; hunger[d, k] = 0
                k += 1
        alive[d] = k


@nb.njit(inline="always")
def trade(g, m, w, og, om, ow, p):
    """Grain that one household buys of another; less than nothing if it sells."""
    mine, theirs = g * ow, og * w
    if theirs > f(1.5) * mine:
        return f(.02) * min(og, m / p)
    if mine > f(1.5) * theirs:
        return -f(.02) * min(g, om / p)
    return f(0)


@nb.njit(parallel=True, cache=True, fastmath=True)
def meet(alive, par, grain, money, mouths, give, pay, outside, outsiders, traded):
    for d in nb.prange(alive.size):
        k, p, o = alive[d], par[d, 0], 0
        t = 0.0
        for i in range(k):
            g, m, w = grain[d, i], money[d, i], f(mouths[d, i])
            own = f(0)
            for _ in range(3):
                u = np.random.random()
                if u < .01:
                    outside[d, o] = i
                    o += 1
                    continue
                j = min(int((u - .01) / .99 * k), k - 1)
                x = trade(g, m, w, grain[d, j], money[d, j], f(mouths[d, j]), p)
                own += x
                t += abs(x)
                give[d, j] -= x
                pay[d, j] += x * p
            give[d, i] += own
            pay[d, i] -= own * p
        outsiders[d], traded[d] = o, t


@nb.njit(cache=True, fastmath=True)
def meet_outside(alive, par, grain, money, mouths, give, pay, outside, outsiders):
    first = np.cumsum(alive)
    t = 0.0
    for d in range(alive.size):
        p = par[d, 0]
        for q in range(outsiders[d]):
            i = outside[d, q]
            r = np.random.randint(0, first[-1])
            e = np.searchsorted(first, r, side="right")
            j = r - (first[e] - alive[e])
            x = trade(grain[d, i], money[d, i], f(mouths[d, i]), grain[e, j], money[e, j], f(mouths[e, j]), p)
            t += abs(x)
            give[d, i] += x; pay[d, i] -= x * p
            give[e, j] -= x; pay[e, j] += x * p
    return t


@nb.njit(parallel=True, cache=True, fastmath=True)
def take(alive, grain, money, give, pay):
    for d in nb.prange(alive.size):
        for i in range(alive[d]):
            grain[d, i] = max(grain[d, i] + give[d, i], f(0))
            money[d, i] = max(money[d, i] + pay[d, i], f(0))
            give[d, i] = 0
            pay[d, i] = 0


@nb.njit(parallel=True, cache=True, fastmath=True)
def sweep(c, alive, par, zeal, land, mouths, animals, grain, money, sown, lease, hunger, ticket, out, ordered):
    h = f((18 - c) % 12 + 1)
    for d in nb.prange(alive.size):
        p, q, e = par[d, 0], par[d, 1], zeal[d]
        chance = min(f(.9), max(f(.02), f(.2) + f(.6) * (p / q - f(.7))))
        dem = sup = tre = wan = off = 0.0
        for i in range(alive[d]):
            g, m, seed = grain[d, i], money[d, i], f(0)
            if c == 7:
                g += f(30) * par[d, 2] * (f(.8) + f(.4) * f(np.random.random())) * sown[d, i]
                seed = f(8) * sown[d, i]
            elif c == 8 or c == 9:
                cap = f(4) * f(animals[d, i]) + f(.5) * f(mouths[d, i])
                gap = cap - land[d, i]
                if c == 8:
                    s = min(land[d, i], min(cap, g / f(16)))
                    sown[d, i] = s
                    g -= f(8) * s
                    if gap > 0:
                        wan += gap
                    else:
                        off -= gap
                elif gap > 0:
                    l = min(gap * par[d, 3], g / f(44))
                    g -= f(11) * l
                    sown[d, i] += l
                    lease[d, i] = l
                else:
                    lease[d, i] = gap * par[d, 4]
                    g -= f(3) * lease[d, i]
            elif c == 10:
                v = np.random.random()
                if v < .05 and animals[d, i] > 0:
                    animals[d, i] -= 1
                elif v >= .7 and m > 30 and animals[d, i] < 4:
                    m -= f(20)
                    animals[d, i] += 1
            need = f(1.3) * f(mouths[d, i])
            if g >= need:
                g -= need
            else:
                short = need - g
                g = f(0)
                b = min(short, m / p)
                m = max(m - b * p, f(0))
                dem += b
                if b < short:
                    hunger[d, i] += 1
            surplus = g - need * h - seed
            if surplus > 0 and np.random.random() < chance:
                x = surplus / f(2)
                g -= x
                m += x * p
                sup += x
            due = e * (f(.03) * land[d, i] + f(.01) * m)
            cash = min(due, m)
            x = min(g, (due - cash) / p)
            m -= cash
            g -= x
            sup += x
            tre += cash + x * p
            money[d, i] = m
            grain[d, i] = g
            t = -1
            if m > 20:
                t = min(int(np.random.random() * (Q * H)), Q * H - 1)
                ordered[d, t] += f(.25) * (m - f(20))
            ticket[d, i] = t
        out[d, 0] = dem; out[d, 1] = sup; out[d, 2] = tre; out[d, 4] = wan; out[d, 5] = off


@nb.njit(parallel=True, cache=True, fastmath=True)
def buy(alive, money, ticket, share):
    for d in nb.prange(alive.size):
        for i in range(alive[d]):
            t = ticket[d, i]
            if t >= 0:
                money[d, i] -= f(.25) * (money[d, i] - f(20)) * share[t]


@nb.njit(parallel=True)
def seed_threads(s):
    for t in nb.prange(nb.get_num_threads()):
        np.random.seed(s * 1000 + t)


def month(C, k):
    """One month of the country C whose columns are k."""
    m = C.market
    m.open()
    zeal = C.zeal()
    if m.c == 2:
        split(C.alive, k["land"], k["grain"], k["money"], k["sown"], k["lease"], k["mouths"], k["animals"], k["hunger"])
        C.count()
    par = C.parameters()
    start = time.process_time()
    traded = np.zeros(C.D)
    meet(C.alive, par, k["grain"], k["money"], k["mouths"], k["give"], k["pay"], C.outside, C.outsiders, traded)
    C.traded += traded.sum() + meet_outside(C.alive, par, k["grain"], k["money"], k["mouths"], k["give"], k["pay"], C.outside, C.outsiders)
    take(C.alive, k["grain"], k["money"], k["give"], k["pay"])
    C.meeting += time.process_time() - start
    out, ordered = np.zeros((C.D, 6)), np.zeros((C.D, Q * H), f)
    sweep(m.c, C.alive, par, zeal, k["land"], k["mouths"], k["animals"], k["grain"], k["money"], k["sown"], k["lease"], k["hunger"],
          k["ticket"], out, ordered)
    C.put(out)
    m.close()
    buy(C.alive, k["money"], k["ticket"], C.serve(ordered.sum(axis=0, dtype=np.float64).reshape(Q, H)))


def country(n, seed):
    """A country whose columns are properties of a LaserFrame, a row a district."""
    C = Country(n, np.random.default_rng(seed))
    frame = LaserFrame(capacity=C.D)
    types = {**{k: v.dtype for k, v in C.a.items()}, "give": np.float32, "pay": np.float32, "ticket": np.int32}
    for k, dtype in types.items():
        frame.add_vector_property(k, C.room, dtype=dtype)
    columns = {k: getattr(frame, k) for k in types}
    columns = {k: v if v.shape == (C.D, C.room) else np.zeros((C.D, C.room), types[k]) for k, v in columns.items()}
    for k, v in C.a.items():
        columns[k][:] = v
    C.a = columns
    C.outside = np.zeros((C.D, C.room // 8 + 64), np.int32)
    C.outsiders = np.zeros(C.D, np.int64)
    return C, columns


if __name__ == "__main__":
    n, threads, seed = args()
    t0 = time.perf_counter()
    seed_threads(99)
    for _ in range(1):  # compile on a small country
        small, columns = country(2000, 1)
        for _ in range(3):
            month(small, columns)
    C, columns = country(n, seed)
    seed_threads(seed)
    np.random.seed(seed)
    t1, clock = time.perf_counter(), Clock()
    for _ in range(T):
        month(C, columns)
    C.report("laser_numba", threads, seed, t1 - t0, clock.read())
