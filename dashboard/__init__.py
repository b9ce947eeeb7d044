"""星图 Xingtu: the dashboard of a township's five-star branch campaign."""

__version__ = "0.1.0"
