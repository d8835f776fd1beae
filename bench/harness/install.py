"""Installs the environments of the peers into the folder of work; one that fails says why and stops nobody."""
import json
import os
import shutil
import subprocess
from pathlib import Path

PYTHONS = {  # environment: the Python it needs
    "laser": "3.12", "jax": "3.12", "mesa": "3.12", "frames": "3.12", "figure": "3.12", "repast": "3.11", "agentpy": "3.10",
}
CRATES = {"rust_soa": ["rayon"], "rust_peers": ["bevy_ecs", "rustsim", "krabmaga", "ixa"]}


class Refused(Exception):
    """Why an environment is not there, in one line."""


def install(places, peers, given):
    """Installs what `peers` need; gives {environment: {"ok", "versions" or "reason"}}."""
    for pair in given:
        name, _, path = pair.partition("=")
        keep(places, name, Path(path))
    state = {}
    for environment in [*dict.fromkeys(p.environment for p in peers), "figure"]:
        try:
            versions = one(places, environment)
            state[environment] = {"ok": True, "versions": versions}
            print(f"installed {environment}: {versions}", flush=True)
        except Refused as why:
            state[environment] = {"ok": False, "reason": str(why)}
            print(f"not installed {environment}: {why}", flush=True)
    return state


def keep(places, name, path):
    """Remembers a file or folder that no registry holds."""
    to = places.given({"mason": "mason.jar"}.get(name, name))
    to.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        raise SystemExit(f"--given {name}={path}: there is no such file")
    if path.resolve() != to.resolve():
        shutil.rmtree(to, ignore_errors=True)
        (shutil.copytree if path.is_dir() else shutil.copy)(path, to)


def one(places, environment):
    if environment == "ktokogo":
        return cargo(places, places.bench.parent, ["-p", "peasant-market"], [])
    if environment in CRATES:
        return cargo(places, places.peers / environment, [], CRATES[environment])
    if environment in ("java", "mason"):
        return java(places, environment)
    return python(places, environment)


def call(command, what, **more):
    """Runs a step of an installation; its last line of complaint is the reason."""
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=900, **more)
    except FileNotFoundError:
        raise Refused(f"{what}: there is no program `{command[0]}`") from None
    except subprocess.TimeoutExpired:
        raise Refused(f"{what}: over a quarter of an hour") from None
    if done.returncode:
        lines = [line for line in (done.stderr or done.stdout).strip().splitlines() if line.strip()]
        errors = [line for line in lines if "error" in line.lower()]
        raise Refused(f"{what}: {(errors or lines or ['no message'])[-1].strip()[:200]}")
    return done.stdout


def cargo(places, folder, words, crates):
    """Builds with everything this processor can do, as one who wants speed would."""
    env = dict(os.environ, CARGO_TARGET_DIR=str(places.target), RUSTFLAGS="-C target-cpu=native")
    call(["cargo", "build", "--release", "--locked", *words], "cargo build", cwd=folder, env=env)
    rustc = call(["rustc", "--version"], "rustc", cwd=folder).split()[1]
    return ", ".join([f"rustc {rustc}", *(f"{c} {locked(folder / 'Cargo.lock', c)}" for c in crates)])


def locked(lock, crate):
    lines = lock.read_text().splitlines()
    at = lines.index(f'name = "{crate}"')
    return lines[at + 1].split('"')[1]


def java(places, environment):
    """Compiles our programs; MASON itself must be given, since no registry holds it."""
    jar = places.given("mason.jar")
    if environment == "mason" and not jar.exists():
        raise Refused("MASON is in no package registry; give its jar once with --given mason=JAR")
    source = places.peers / ("mason/PeasantMarket.java" if environment == "mason" else "java/PeasantLoop.java")
    places.java.mkdir(parents=True, exist_ok=True)
    call(["javac", "-cp", f"{places.java}:{jar}", "-d", places.java, source], "javac")
    version = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.split('"')[1]
    return f"OpenJDK {version}"


def interpreter(version):
    """An interpreter of this version: on the path, or among pyenv's."""
    found = shutil.which(f"python{version}")
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    kept = sorted(pyenv.glob(f"{version}.*/bin/python"))
    for python in [*kept, *([found] if found else [])]:
        if subprocess.run([str(python), "-c", ""], capture_output=True).returncode == 0:
            return str(python)
    raise Refused(f"needs Python {version}, which is not on this machine")


def python(places, environment):
    wanted = places.peers / "python" / "requirements" / f"{environment}.txt"
    text = wanted.read_text()
    if environment == "frames" and not places.given("mesa-frames").exists():
        raise Refused("its release in the registry has an older interface; give a checkout once with --given mesa-frames=FOLDER")
    if environment == "repast" and not (shutil.which("mpirun") and shutil.which("mpicxx")):
        raise Refused("needs MPI: apt-get install openmpi-bin libopenmpi-dev")
    venv = places.work / "venv" / environment
    mark = venv / "installed.txt"
    if not (mark.exists() and mark.read_text() == text):
        call([interpreter(PYTHONS[environment]), "-m", "venv", "--clear", venv], "venv")
        env = dict(os.environ, CC="mpicxx", CXX="mpicxx") if environment == "repast" else dict(os.environ)
        call([venv / "bin" / "pip", "install", "-r", wanted], "pip install", env=env)
        if environment == "frames":
            call([venv / "bin" / "pip", "install", places.given("mesa-frames")], "pip install mesa-frames")
        mark.write_text(text)
    return versions(venv, text)


def versions(venv, text):
    names = [line.split("==")[0] for line in text.splitlines() if "==" in line]
    frozen = json.loads(call([venv / "bin" / "pip", "list", "--format", "json"], "pip list"))
    have = {p["name"].lower().replace("_", "-"): p["version"] for p in frozen}
    names += ["mesa-frames"] if "mesa-frames" in have else []
    number = call([venv / "bin" / "python", "-c", "import platform; print(platform.python_version())"], "python").strip()
    return ", ".join([f"Python {number}", *(f"{n} {have[n]}" for n in names if n in have)])
