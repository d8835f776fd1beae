"""Medians, the check of the answers, shares of the ceiling and ratios: results.json."""
import json
import math
import platform
import statistics
from datetime import date
from pathlib import Path

from .peers import BY_HAND, NULL, OURS, THREADS

BUSY = 0.9
"""Under this share of wall time x threads other work took the cores, or the program did not use its threads."""


def write(places, peers, state, runs, a):
    """Works out the summary and writes it beside the table."""
    reference = json.loads((places.peers / "reference.json").read_text())
    limits = [r for r in runs if r["model"] == "limit"]
    rows = [row(p, key, made, limits) for p in peers for key, made in cells(p, runs)]
    checks = {p.name: check(p, runs, reference) for p in peers}
    summary = {
        "date": date.today().isoformat(),
        "machine": machine(),
        "threads": THREADS,
        "request": {"sizes": a.sizes, "runs": a.runs, "limit_s": a.limit, "once_s": a.once},
        "limits": limits,
        "ensembles": ensembles(runs),
        "peers": [about(p, state, checks) for p in peers],
        "reference": reference,
        "null": null(rows),
        "rows": ratios(rows),
        "runs": [r for r in runs if r["model"] != "limit"],
    }
    a.out.mkdir(parents=True, exist_ok=True)
    (a.out / "results.json").write_text(json.dumps(summary, indent=1) + "\n")


def machine():
    """The processor and the memory, as the machine tells them."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    memory = [int(x.split()[1]) / 2**20 for x in Path("/proc/meminfo").read_text().splitlines() if x.startswith("MemTotal")]
    return {"processor": (names or [platform.machine()])[0], "memory_gib": round((memory or [0])[0], 1), "system": platform.system()}


def ensembles(runs):
    """Medians of the runs a second of PM-1, by program and threads."""
    made = {}
    for r in runs:
        if r["model"] == "ensemble" and "runs_per_s" in r:
            made.setdefault((r["program"], r["n"], r["threads"], r["runs"]), []).append(r["runs_per_s"])
    names = ("program", "n", "threads", "runs")
    return [dict(zip(names, key), runs_per_s=statistics.median(rates)) for key, rates in made.items()]


def about(peer, state, checks):
    environment = state[peer.environment]
    told = {"name": peer.name, "language": peer.language, "what": peer.what, "by_hand": peer.name in BY_HAND, "models": peer.models}
    if not environment["ok"]:
        return dict(told, not_installed=environment["reason"])
    return dict(told, versions=environment["versions"], check=checks[peer.name])


def cells(peer, runs):
    """The runs of a peer by model, size and threads, in order."""
    found = {}
    for r in runs:
        if r.get("peer") == peer.name:
            found.setdefault((r["model"], r["n"], r["threads"]), []).append(r)
    return found.items()


def row(peer, key, made, limits):
    """The medians of one cell of the table, or the reason why there are none."""
    model, n, threads = key
    told = {"peer": peer.name, "model": model, "n": n, "threads": threads}
    good = [r for r in made if "rate" in r]
    if not good:
        return dict(told, reason=next(r.get("error") or r.get("skipped") for r in made))
    median = lambda k: statistics.median(r[k] for r in good)
    busy = statistics.median(r["run_cpu_s"] / max(r["run_s"] * threads, 1e-9) for r in good)
    ceiling = [r["rate"] for r in limits if r["limit"] == "ceiling" and r["n"] == n and r["threads"] == threads and "rate" in r]
    return dict(
        told, runs=len(good), rate=median("rate"), best=max(r["rate"] for r in good), init_s=median("init_s"), run_s=median("run_s"),
        cpu_s=median("run_cpu_s"), wall_s=median("wall_s"), peak_mb=median("rss_mb"), bytes_a_household=median("rss_mb") * 2**20 / n,
        busy=round(busy, 3), marked=threads > 1 and busy < BUSY, share_of_ceiling=median("rate") / ceiling[0] if ceiling else None,
        match_ns=median("match_ns") if all("match_ns" in r for r in good) else None,
    )


def check(peer, runs, reference):
    """The largest difference of the means from the reference's at 100,000 households, by model."""
    found = {}
    for model, means in reference["means"].items():
        made = [r for r in runs if r.get("peer") == peer.name and r["model"] == model and r["n"] == reference["n"] and "rate" in r]
        if not made:
            continue
        off = {k: statistics.mean(r[k] for r in made) / v - 1 for k, v in means.items()}
        allowed = reference["allowed"][model]
        worst = max(off, key=lambda k: abs(off[k]) / allowed.get(k, 0.01))
        found[model] = {"worst": worst, "difference": off[worst], "passes": all(abs(off[k]) <= allowed.get(k, 0.01) for k in off)}
    return found


def null(rows):
    """How far two measurements of the same program lie apart: what differs by less is not resolved."""
    found = []
    for r in rows:
        twin = next((t for t in rows if t["peer"] == NULL and all(t[k] == r[k] for k in ("model", "n", "threads"))), None)
        if r["peer"] == OURS and twin and "rate" in r and "rate" in twin:
            found.append({"model": r["model"], "n": r["n"], "threads": r["threads"], "difference": abs(math.log(r["rate"] / twin["rate"]))})
    return found


def ratios(rows):
    """Each row with how many times as fast ours is at the same size and threads, and on all threads."""
    def ours(r, threads):
        return next((o["rate"] for o in rows if o["peer"] == OURS and o["model"] == r["model"] and o["n"] == r["n"]
                     and o["threads"] == threads and "rate" in o), None)
    for r in rows:
        mine = ours(r, r["threads"])
        if "rate" in r and mine:
            r["ours_to_it"] = mine / r["rate"]
    return rows
