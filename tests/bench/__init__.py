"""What Signpost costs, measured: `make bench`. One driver for every tool, so that the figures can be compared."""
