"""Who is measured, in what environment it lives and how it is called."""
import os
from dataclasses import dataclass, field
from pathlib import Path

THREADS = len(os.sched_getaffinity(0))
"""Threads of this machine: "all" in the tables."""


class Places:
    """The folders of a job: the sources of the peers, and what is installed."""

    def __init__(self, bench: Path, work: Path):
        self.bench, self.work = bench, work
        self.peers = bench / "peers"
        self.target = work / "target"
        self.java = work / "java"

    def python(self, environment):
        return str(self.work / "venv" / environment / "bin" / "python")

    def given(self, name):
        return self.work / "given" / name


@dataclass(frozen=True)
class Peer:
    """One program: `call` gives its command for (places, model, n, threads, seed)."""

    name: str
    language: str
    what: str
    environment: str
    call: object
    threads: tuple = (1,)
    models: tuple = ("pm1",)
    files: tuple = field(default=())
    """What decides its results besides its environment: a change of these is a new measurement."""


BOTH = tuple(sorted({1, THREADS}))


def rust(binary, *words):
    return lambda p, model, n, t, s: [p.target / "release" / binary, *words, n, t, s]


def ours(p, model, n, t, s):
    return [p.target / "release" / "peasant-market", model, n, t, s]


def script(environment, stem):
    return lambda p, model, n, t, s: [p.python(environment), p.peers / "python" / f"{model.replace('pm1', 'pm')}_{stem}.py", n, t, s]


def repast(p, model, n, t, s):
    ranks = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", t] if t > 1 else []
    return [*ranks, p.python("repast"), p.peers / "python" / "pm_repast.py", n, t, s]


def java(program, *words):
    return lambda p, model, n, t, s: ["java", "-Xmx12g", "-cp", f"{p.java}:{p.given('mason.jar')}", program, *words, model, n, t, s]


def mason(mode):
    return lambda p, model, n, t, s: ["java", "-Xmx12g", "-cp", f"{p.java}:{p.given('mason.jar')}", "PeasantMarket", n, mode, t, s]


def bevy(p, model, n, t, s):
    return [p.target / "release" / ("bevy" if model == "pm1" else "bevy_pm2"), n, t, s]


TWO = ("pm1", "pm2")

PEERS = [
    Peer("ktokogo", "Rust", "this project's kernel, the model written as mechanisms and a page", "ktokogo", ours, BOTH, TWO),
    Peer("ktokogo_again", "Rust", "the same program a second time: the null control", "ktokogo", ours, BOTH, TWO),
    Peer("rust_soa", "Rust", "the same model by hand: columns, blocks of 16, rayon", "rust_soa", rust("pm_soa", "soa"), BOTH),
    Peer("rust_aos", "Rust", "a first plain version: one struct a household, branches", "rust_soa",
         lambda p, model, n, t, s: [p.target / "release" / "pm_soa", "aos", n, s]),
    Peer("bevy_ecs", "Rust", "an entity component system", "rust_peers", bevy, BOTH, TWO),
    Peer("rustsim", "Rust", "a framework for agent models", "rust_peers", rust("rustsim")),
    Peer("krabmaga", "Rust", "a framework for agent models, after MASON", "rust_peers", rust("krabmaga")),
    Peer("ixa", "Rust", "a framework for agent models with discrete events", "rust_peers", rust("ixa")),
    Peer("java_loop", "Java", "plain Java: primitive arrays, one task a thread", "java", java("PeasantLoop"), BOTH, TWO, ("java/PeasantLoop.java",)),
    Peer("mason", "Java", "MASON, each household scheduled by itself", "mason", mason("schedule"), (1,), ("pm1",), ("mason/PeasantMarket.java",)),
    Peer("mason_parallel", "Java", "a direct Java loop under MASON's ParallelSequence", "mason", mason("parallel"), (THREADS,), ("pm1",), ("mason/PeasantMarket.java",)),
    Peer("laser_numba", "Python", "LASER: laser-core with Numba kernels", "laser", script("laser", "laser"), BOTH, TWO, ("python",)),
    Peer("jax_cpu", "Python", "JAX, compiled for the processor", "jax", script("jax", "jax"), (THREADS,), ("pm1",), ("python",)),
    Peer("numpy", "Python", "NumPy, whole columns", "laser", script("laser", "numpy"), (1,), TWO, ("python",)),
    Peer("mesa_frames", "Python", "mesa-frames over Polars", "frames", script("frames", "frames"), (THREADS,), ("pm1",), ("python",)),
    Peer("repast4py", "Python", "Repast4Py over MPI", "repast", repast, BOTH, ("pm1",), ("python",)),
    Peer("mesa", "Python", "Mesa, one object a household", "mesa", script("mesa", "mesa"), (1,), ("pm1",), ("python",)),
    Peer("agentpy", "Python", "AgentPy, one object a household", "agentpy", script("agentpy", "agentpy"), (1,), ("pm1",), ("python",)),
]

OURS = "ktokogo"
NULL = "ktokogo_again"
BY_HAND = ("rust_soa", "rust_aos")
"""Ours too, by hand and for this one model: a mark, not a peer."""
