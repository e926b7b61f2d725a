"""The dashboard as an ASGI application, dressed in French: what `python -m tdi.serveur` serves."""

import streamlit as st

from tdi import habillage
from tdi.settings import ROOT

app = st.App(ROOT / "app.py", routes=habillage.routes(), middleware=habillage.middleware())
