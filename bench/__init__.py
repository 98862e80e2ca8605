"""Figures of this machine, each beside a reference run of the same minute. `python -m bench.run`."""
