"""The figures, drawn by matplotlib in its own environment."""
import subprocess
from pathlib import Path

from .install import Refused, python


def draw(places, out):
    """Writes one SVG a model into `out`; without matplotlib the table stands alone."""
    try:
        python(places, "figure")
    except Refused as why:
        print(f"no figure: {why}")
        return
    subprocess.run([places.python("figure"), str(Path(__file__).parent / "draw.py"), str(out)], check=True)
