"""PM-2 with NumPy alone: whole-population operations on (districts, room) arrays; spare rows hold nothing and do nothing."""
from pm2_common import *

F = np.float32


def split(C):
    a, k = C.a, C.alive
    inside = np.arange(C.room) < k[:, None]
    u = C.rng.random((C.D, C.room), dtype=F)
    born, dies = inside & (u < .12), inside & (u >= .12) & (u < .20)
    divides = inside & (u >= .985) & (a["mouths"] >= 2)
    a["mouths"] += born & (a["mouths"] < 12)
    a["mouths"] -= dies & (a["mouths"] > 1)
    d, i = np.nonzero(divides)
    j = k[d] + np.arange(d.size) - np.searchsorted(d, d)
    for f in ("land", "grain", "money", "sown"):
        a[f][d, i] *= F(.5)
        a[f][d, j] = a[f][d, i]
    for f in ("animals", "mouths"):
        a[f][d, j] = a[f][d, i] // 2
        a[f][d, i] -= a[f][d, j]
    a["lease"][d, j] = 0
    a["hunger"][d, j] = 0
    C.alive = k + np.bincount(d, minlength=C.D)
    C.count()


def meet(C, p):
    g, m, w = (C.a[k] for k in ("grain", "money", "mouths"))
    give, pay = np.zeros(g.size), np.zeros(g.size)
    first = np.concatenate(([0], np.cumsum(C.alive)))
    start = np.arange(C.D)[:, None] * C.room
    for _ in range(3):
        j = start + (C.rng.random(g.shape) * C.alive[:, None]).astype(np.int64)
        out = C.rng.random(g.shape, dtype=F) < .01
        r = C.rng.integers(0, first[-1], out.sum())
        e = np.searchsorted(first, r, side="right") - 1
        j[out] = e * C.room + r - first[e]
        og, om, ow = (x.ravel()[j] for x in (g, m, w))
        mine, theirs = g * ow, og * w
        x = np.where(theirs > F(1.5) * mine, F(.02) * np.minimum(og, m / p), np.where(mine > F(1.5) * theirs, -F(.02) * np.minimum(g, om / p), F(0)))
        C.traded += np.abs(x).sum(dtype=np.float64)
        give += x.ravel() - np.bincount(j.ravel(), x.ravel(), g.size)
        pay += np.bincount(j.ravel(), (x * p).ravel(), g.size) - (x * p).ravel()
    np.maximum(g + give.reshape(g.shape).astype(F), 0, out=g)
    np.maximum(m + pay.reshape(g.shape).astype(F), 0, out=m)


def sweep(C, c, par, zeal):
    a, rng = C.a, C.rng
    land, mouths, animals, g, m, sown = (a[k] for k in ("land", "mouths", "animals", "grain", "money", "sown"))
    p, q, s, rin, rout = (par[:, i:i + 1] for i in range(5))
    u = lambda: rng.random(g.shape, dtype=F)
    sums, seed = np.zeros((C.D, 6)), 0
    if c == 7:
        g += 30 * s * (F(.8) + F(.4) * u()) * sown
        seed = 8 * sown
    elif c in (8, 9):
        gap = 4 * animals.astype(F) + F(.5) * mouths.astype(F) - land
        if c == 8:
            sown[:] = np.minimum(np.minimum(land, gap + land), g / 16)
            g -= 8 * sown
            sums[:, 4], sums[:, 5] = np.maximum(gap, 0).sum(axis=1), np.maximum(-gap, 0).sum(axis=1)
        else:
            l, o = np.minimum(np.maximum(gap, 0) * rin, g / 44), np.maximum(-gap, 0) * rout
            g += 3 * o - 11 * l
            sown += l
            a["lease"][:] = l - o
    elif c == 10:
        v = u()
        buys = (v >= .7) & (m > 30) & (animals < 4)
        animals += buys.astype(np.int32) - ((v < .05) & (animals > 0)).astype(np.int32)
        m -= 20 * buys.astype(F)
    need = F(1.3) * mouths.astype(F)
    short = np.maximum(need - g, 0)
    np.maximum(g - need, 0, out=g)
    b = np.minimum(short, m / p)
    np.maximum(m - b * p, 0, out=m)
    a["hunger"] += b < short
    surplus = g - need * ((18 - c) % 12 + 1) - seed
    sold = np.where((surplus > 0) & (u() < np.clip(F(.2) + F(.6) * (p / q - F(.7)), F(.02), F(.9))), surplus / 2, 0)
    g -= sold
    m += sold * p
    due = zeal[:, None] * (F(.03) * land + F(.01) * m)
    cash = np.minimum(due, m)
    k = np.minimum(g, (due - cash) / p)
    m -= cash
    g -= k
    sums[:, 0], sums[:, 1], sums[:, 2] = b.sum(axis=1), (sold + k).sum(axis=1), (cash + k * p).sum(axis=1)
    return sums


def buy(C):
    m = C.a["money"]
    order = F(.25) * np.maximum(m - 20, 0)
    ticket = C.rng.integers(0, Q * H, m.shape, dtype=np.int16)
    ordered = np.bincount(ticket.ravel(), order.ravel(), Q * H)
    m -= order * C.serve(ordered.reshape(Q, H))[ticket]


n, threads, seed = args()
t0 = time.perf_counter()
C = Country(n, np.random.default_rng(seed))
t1, clock = time.perf_counter(), Clock()
for _ in range(T):
    C.market.open()
    zeal = C.zeal()
    if C.market.c == 2:
        split(C)
    par = C.parameters()
    start = time.process_time()
    meet(C, par[:, :1])
    C.meeting += time.process_time() - start
    C.put(sweep(C, C.market.c, par, zeal))
    C.market.close()
    buy(C)
C.report("numpy", 1, seed, t1 - t0, clock.read())
