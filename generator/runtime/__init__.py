"""The script that ships in pages: readable sources in ``js/``, and what bundles and minifies them."""
