"""Runs the peers, each run in a fresh process, and keeps one JSON line a run, so that a stopped job goes on."""
import hashlib
import json
import os
import subprocess
import time
from pathlib import Path

from .peers import THREADS

LIMITS_AT = "pm_soa"
ENSEMBLE = {"households": 25_000, "runs": 400}
"""Whole runs of PM-1, as calibration needs them: a sample of the country, many times over."""


def measure(places, peers, state, a):
    """Makes the runs that are not there yet; gives all results of this request, in order."""
    journal = Journal(places.work / "runs.jsonl", a.fresh)
    sizes = [int(float(n)) for n in a.sizes.split(",")]
    prints = {p.name: fingerprint(places, p) for p in peers if state[p.environment]["ok"]}
    results = limits(places, journal, sizes, state, a)
    results += ensembles(places, journal, prints, a)
    for model in a.models.split(","):
        there = [p for p in peers if model in p.models and p.name in prints]
        for n in sizes:
            for seed in range(1, a.runs + 1):
                for peer in there:
                    for threads in peer.threads:
                        result = one(places, journal, results, peer, model, n, threads, seed, prints[peer.name], a)
                        results.append(result)
    return results


class Journal:
    """The runs made so far, by what was asked for. A line that a kill cut short is passed over."""

    def __init__(self, path, fresh):
        self.path, self.made = path, {}
        path.parent.mkdir(parents=True, exist_ok=True)
        if fresh:
            path.unlink(missing_ok=True)
        for line in path.read_text().splitlines() if path.exists() else []:
            try:
                entry = json.loads(line)
                self.made[tuple(entry["key"])] = entry["result"]
            except (ValueError, KeyError):
                continue

    def keep(self, key, result):
        self.made[tuple(key)] = result
        with self.path.open("a") as out:
            out.write(json.dumps({"key": key, "result": result}) + "\n")
            out.flush()
            os.fsync(out.fileno())
        return result


def fingerprint(places, peer):
    """What identifies the program: its binary, or its sources."""
    program = Path(peer.call(places, peer.models[0], 0, 1, 1)[0])
    files = [program]
    if peer.files:
        paths = [places.peers / f for f in peer.files]
        files = [f for p in paths for f in (sorted(p.rglob("*.py")) if p.is_dir() else [p])]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def one(places, journal, results, peer, model, n, threads, seed, program, a):
    """One run, or why it is not made."""
    base = {"model": model, "peer": peer.name, "n": n, "threads": threads, "seed": seed}
    key = [model, peer.name, n, threads, seed, program]
    if tuple(key) in journal.made:
        return journal.made[tuple(key)]
    reason = not_worth_starting(results, base, a)
    if reason:
        return dict(base, skipped=reason)
    wait_idle(a.wait)
    command = [str(c) for c in peer.call(places, model, n, threads, seed)]
    result = dict(base, **run(places, command, threads, a.limit))
    rate = f"{result['rate'] / 1e6:8.1f} M/s" if "rate" in result else result["error"]
    print(f"{time.strftime('%H:%M:%S')} {model} {n:>10,} seed {seed} {peer.name:<15} {threads} thread(s): {rate}", flush=True)
    return journal.keep(key, result)


def not_worth_starting(results, base, a):
    """Why this run need not be made: a smaller one failed, or says that it would pass the limit."""
    same = [r for r in results if all(r.get(k) == base[k] for k in ("model", "peer", "threads")) and "skipped" not in r]
    failed = [r for r in same if "error" in r and (r["n"] < base["n"] or (r["n"] == base["n"] and r["seed"] < base["seed"]))]
    if failed:
        return failed[0]["error"]
    long = [r for r in same if r["n"] == base["n"] and r["seed"] < base["seed"] and r.get("wall_s", 0) > a.once]
    if long:
        return "made once"
    smaller = sorted((r for r in same if "run_s" in r and r["n"] < base["n"]), key=lambda r: r["n"])
    if not smaller:
        return None
    last, first = smaller[-1], smaller[0]
    grown = base["n"] / last["n"]
    # Start-up is in good part compilation, which does not grow: a line through two sizes, level from one.
    slope = (last["init_s"] - first["init_s"]) / (last["n"] - first["n"]) if last["n"] > first["n"] else 0
    seconds = last["init_s"] + max(slope, 0) * (base["n"] - last["n"]) + last["run_s"] * grown
    # From a small size alone little follows: waking threads may be most of it.
    if seconds > a.limit * (1 if last["n"] >= 100_000 else 3):
        return f"over {a.limit:.0f} s"
    if last["n"] >= 1_000_000 and last["rss_mb"] * grown > 1.2 * free_mb():
        return "needs more memory than this machine has"
    return None


def run(places, command, threads, limit):
    """The line that a program prints, with its wall time from start to end, or what went wrong."""
    env = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", NUMBA_CACHE_DIR=str(places.work / "numba"), OMP_NUM_THREADS=str(threads),
               RAYON_NUM_THREADS=str(threads))
    start = time.time()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, env=env)
    except subprocess.TimeoutExpired:
        return {"error": f"over {limit:.0f} s", "wall_s": round(time.time() - start, 3)}
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        message = [line for line in done.stderr.splitlines() if line.strip()]
        return {"error": f"failed: {(message or ['no output'])[-1][:160]}", "wall_s": round(time.time() - start, 3)}
    told = {k: v for k, v in json.loads(lines[-1]).items() if k not in ("model", "impl", "n", "threads", "seed")}
    return dict(told, wall_s=round(time.time() - start, 3))


def limits(places, journal, sizes, state, a):
    """The machine's triad and the ceiling kernel, measured in the same job."""
    program = places.target / "release" / LIMITS_AT
    if not program.exists():
        return []
    digest = hashlib.sha256(program.read_bytes()).hexdigest()[:12]
    asked = [("triad", 512, t) for t in sorted({1, THREADS})]
    asked += [("ceiling", n, t) for n in sizes for t in sorted({1, THREADS})]
    results = []
    for what, size, threads in asked:
        key = ["limit", what, size, threads, 0, digest]
        if tuple(key) not in journal.made:
            wait_idle(a.wait)
            told = run(places, [str(program), what, str(size), str(threads)], threads, a.limit)
            journal.keep(key, dict({"model": "limit", "limit": what, "n": size, "threads": threads}, **told))
            print(f"{time.strftime('%H:%M:%S')} {what} {size:,}, {threads} thread(s): {told.get('gb_per_s', told)} GB/s", flush=True)
        results.append(journal.made[tuple(key)])
    return results


def ensembles(places, journal, prints, a):
    """Whole runs of PM-1 a second, ours and by hand, one run a thread."""
    programs = {"ktokogo": "peasant-market", "rust_soa": "pm_soa"}
    n, many, results = ENSEMBLE["households"], ENSEMBLE["runs"], []
    for name, program in programs.items():
        for threads in sorted({1, THREADS}):
            for attempt in range(1, a.runs + 1):
                if name not in prints:
                    continue
                key = ["ensemble", name, n, threads, attempt, prints[name]]
                if tuple(key) not in journal.made:
                    wait_idle(a.wait)
                    command = [str(places.target / "release" / program), "ensemble", str(many), str(n), str(threads)]
                    told = run(places, command, threads, a.limit)
                    told.pop("rate", None)
                    journal.keep(key, dict({"model": "ensemble", "program": name, "n": n, "threads": threads}, **told))
                    print(f"{time.strftime('%H:%M:%S')} ensemble {name}, {threads} thread(s): {told.get('runs_per_s', told)} runs/s", flush=True)
                results.append(journal.made[tuple(key)])
    return results


def busy():
    """Processor time of the whole machine that was not idle, in hundredths of a second."""
    try:
        v = [int(x) for x in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    except (OSError, ValueError, IndexError):
        return None
    return sum(v) - v[3] - v[4]


def wait_idle(seconds):
    """Waits until others use under 8 % of one core over a second, for at most so many seconds."""
    end = time.time() + seconds
    while time.time() < end:
        before = busy()
        if before is None:
            return
        time.sleep(0.5)
        if busy() - before <= 4:
            return


def free_mb():
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable"):
            return int(line.split()[1]) / 1024
    return float("inf")
