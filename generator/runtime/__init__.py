"""The script that ships in pages: readable sources in ``js/``, and the bundler that packs them."""
