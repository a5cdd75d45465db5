"""Landfast: static landing pages for TikTok campaigns."""

__version__ = "0.1.0"
