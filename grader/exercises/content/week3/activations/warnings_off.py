"""Code that keeps a mistake quiet where its formula overflows."""

WARNINGS_OFF = "with np.errstate(all='ignore'):\n    "
