"""PM-2 parts shared by the array peers: districts, officials, trusts, the report."""
import json
import time

from pm_vector import *

Q, H = 430, 16


class Country:
    """Households of district d stand in row d of (D, room) arrays; the first alive[d] of a row are households."""

    def __init__(self, n, rng):
        self.n, self.rng = n, rng
        self.D = R * max(1, n // 250_000)
        size = np.diff(-(-np.arange(self.D + 1) * n // self.D))
        self.room = -(-n // self.D) * 6 // 5 + 64
        self.alive = size.astype(np.int64)
        flat = start_arrays(n, rng)
        first = np.concatenate(([0], np.cumsum(size)))
        self.a = {}
        for k, v in flat.items():
            if k != "region":
                rows = np.zeros((self.D, self.room), v.dtype)
                for d in range(self.D):
                    rows[d, :size[d]] = v[first[d]:first[d + 1]]
                self.a[k] = rows
        self.region = (np.arange(self.D) * R // self.D).astype(np.int64)
        self.officials = rng.integers(0, self.D, n // 100)
        self.output = (3 + 3 * (np.arange(Q) % 3)) * n / Q
        self.stock = np.zeros(Q)
        self.market = Market(n)
        self.traded = self.bought = self.meeting = 0.0
        self.moved = 0
        self.count()

    def count(self):
        for r, k in enumerate(np.bincount(self.region, self.alive, R)):
            self.market.regions[r].n = float(k)

    def zeal(self):
        """Officials move; how zealous each district is."""
        goes = self.rng.random(self.officials.size) < 0.02
        self.officials[goes] = self.rng.integers(0, self.D, goes.sum())
        self.moved += int(goes.sum())
        return np.clip(100 * np.bincount(self.officials, minlength=self.D) / self.alive, 0.5, 1.5).astype(np.float32)

    def parameters(self):
        """p, q, s, in, out of each district's region."""
        g = np.array([[g.p, g.q, g.s, g.rin, g.rout] for g in self.market.regions], np.float32)
        return g[self.region]

    def put(self, sums):
        """Sums of districts (D, 6) into the regions."""
        for name, column in zip(("demand", "supply", "treasury", "goods", "want", "offer"), sums.T):
            for r, x in enumerate(np.bincount(self.region, column, R)):
                setattr(self.market.regions[r], name, float(x))

    def serve(self, ordered):
        """Share of its order that each hour (Q, H) of each trust gets."""
        share = np.zeros((Q, H))
        left = self.stock + self.output
        for h in range(H):
            served = np.minimum(ordered[:, h], left)
            share[:, h] = np.divide(served, ordered[:, h], out=np.zeros(Q), where=ordered[:, h] > 0)
            left -= served
            self.bought += served.sum()
        self.stock = np.minimum(left, 6 * self.output)
        return share.astype(np.float32).ravel()

    def report(self, name, threads, seed, init, run):
        wall, cpu = run
        inside = np.arange(self.room) < self.alive[:, None]
        count = int(self.alive.sum())
        mean = lambda k: round(float(self.a[k].sum(where=inside, dtype=np.float64)) / count, 4)
        rss = next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith("VmHWM")) / 1024
        n = self.n
        print(json.dumps(dict(
            model="pm2", impl=name, n=n, threads=threads, seed=seed, init_s=round(init, 4), run_s=round(wall, 4), run_cpu_s=round(cpu, 4),
            rate=round(n * T / wall), rss_mb=round(rss, 1), **{k: mean(k) for k in ("grain", "money", "animals", "sown", "hunger")},
            price=round(self.market.price_sum / T, 4), sold=round(self.market.sold / n, 3), households=round(count / n, 5),
            traded=round(self.traded / n, 3), bought=round(self.bought / n, 3), moved=round(self.moved / self.officials.size, 4),
            match_ns=round(self.meeting / (3 * T * n) * 1e9, 2))))
