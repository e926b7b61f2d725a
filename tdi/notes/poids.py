"""The weights of the facts of a note, published in `docs/methode.md`: a test compares them."""

POINTS = {
    "argent": 60,
    "lacune": 55,
    "recours": 50,
    "indicateur": 45,
    "fiches": 40,
    "laureats": 35,
    "meteo": 32,
    "fonds_vert": 30,
    "completude": 25,
    "mesures": 22,
    "contrat": 24,
    "liens": 20,
    "attestation": 15,
    "perimetre": 10,
    "sans_objet": 8,
    "identite": 5,
}
MOVED = 15

# A weight and the sentence that it is the weight of.
Candidate = tuple[int, str]
