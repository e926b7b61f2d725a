"""What a page shows of a table, by query: the columns that a phone holds, and what goes under one.

All the others are in the drawer. A query that is not named here shows all its columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_COUVERTURE = ("table_label", "connue_count", "ligne_count")
_CONSEQUENCE = {"table_label": ("critere", "consequence")}
_ATTENDUES = ("attendue_count", "renseignee_count")
_LIGNE = ("etat", "operateur_name", "reported_date", "due_date", "note", "source_url")


@dataclass(frozen=True)
class Vue:
    """The columns of a table, and for some of them the columns written under it."""

    columns: Sequence[str]
    details: Mapping[str, Sequence[str]] = field(default_factory=dict)


VUES = {
    "donnees/cellules_by_engagement": Vue(
        ("engagement_name", "non_communiquee_count"), {"engagement_name": _ATTENDUES}
    ),
    "donnees/cellules_by_etape": Vue(("etape", "non_communiquee_count"), {"etape": _ATTENDUES}),
    "donnees/cellules_by_region": Vue(
        ("region_name", "non_communiquee_count"), {"region_name": ("territoire_count", *_ATTENDUES)}
    ),
    "donnees/cellules_etats": Vue(("etat", "cellule_count", "cellule_share")),
    "donnees/criteres": Vue(
        ("titre", "poids_share", "definition"), {"definition": ("parmi", "seuil_name")}
    ),
    "donnees/couverture_registre": Vue(_COUVERTURE, _CONSEQUENCE),
    "donnees/couverture_sources": Vue(_COUVERTURE, _CONSEQUENCE),
    "donnees/couverture_suivi": Vue(_COUVERTURE, _CONSEQUENCE),
    "donnees/demandes_by_operateur": Vue(
        ("operateur_name", "non_communiquee_count"),
        {
            "operateur_name": (
                "engagement_names",
                "partagee_count",
                "par_defaut_count",
                "due_date",
                "cache_eur",
                "sans_lieu_eur",
                "announced_date",
            )
        },
    ),
    "donnees/instantanes": Vue(
        ("snapshot_date", "published_date", "row_count"),
        {"snapshot_date": ("etat", "corrige_date", "motif", "correcteur_date", "withdrawn_date")},
    ),
    "donnees/instantanes_avertissements": Vue(("avertissement",)),
    "donnees/instantanes_completude": Vue(
        ("snapshot_date", "attendue_count", "renseignee_count"),
        {"snapshot_date": ("montant_connu_count", "montant_conteste_count")},
    ),
    "donnees/instantanes_contenu": Vue(
        (
            "financement_count",
            "mobilisation_count",
            "mesure_count",
            "fiche_count",
            "contrat_count",
            "appreciation_count",
            "decision_count",
            "laureat_count",
            "fonds_vert_count",
            "fa2it_count",
        )
    ),
    "donnees/publications": Vue(
        ("publisher", "reported_date", "chiffre_count"),
        {"publisher": ("table_label", "local_count", "due_date")},
    ),
    "donnees/qualite": Vue(
        ("sujet_name", "note_share", "completude_share"),
        {
            "sujet_name": (
                "connue_count",
                "attendue_count",
                "fraicheur_share",
                "coherence_share",
                "tracabilite_share",
                "constat",
            )
        },
    ),
    "donnees/sources": Vue(("short_name", "known_gaps"), {"short_name": ("millesime",)}),
    "pilotage/engagements": Vue(
        ("engagement_name", "operateur_names", "objectif"),
        {"engagement_name": ("libelle_statut", "enjeu_name", "montants_etat", "recours_etat")},
    ),
    "pilotage/montants_by_zone": Vue(
        ("etape", "amount_eur", "etat"), {"etape": ("attendu_count", "inconnu_count")}
    ),
    "pilotage/montants_lignes": Vue(
        ("zone_name", "nature", "amount_eur"), {"zone_name": ("etape", *_LIGNE)}
    ),
    "pilotage/recours_lignes": Vue(
        ("zone_name", "mesure", "value"), {"zone_name": ("unit", *_LIGNE)}
    ),
    "pilotage/reponses_by_operateur": Vue(
        ("operateur_name", "attendue_count", "en_retard_count"),
        {
            "operateur_name": (
                "renseignee_count",
                "non_communiquee_count",
                "due_date",
                "reported_date",
            )
        },
    ),
    "pilotage/hors_enveloppe": Vue(
        ("dispositif", "amount_eur"),
        {"dispositif": ("perimetre", "etape", "nature", "reported_date")},
    ),
    "pilotage/hors_enveloppe_by_region": Vue(
        ("zone_name", "investment_eur", "fonds_vert_territoires_eur")
    ),
    "pilotage/montants_publies": Vue(
        ("montant_name", "amount_eur"),
        {
            "montant_name": (
                "etape",
                "precision",
                "operateur_name",
                "cadre",
                "nature",
                "note",
                "source_url",
            )
        },
    ),
    "suivi/alertes_constats": Vue(
        ("zone_name", "ecart_eur"), {"zone_name": ("sujet_name", "constat", "due_date")}
    ),
    "suivi/alertes_suivies": Vue(
        ("sujet_name", "opened_date", "closed_date"),
        {"sujet_name": ("alerte_type", "constat", "owner_names", "ecart_eur")},
    ),
    "suivi/annonces": Vue(
        ("metric", "value_text"),
        {
            "metric": ("perimeter_name", "publisher", "source_url"),
            "value_text": ("date_text", "verdict"),
        },
    ),
    "suivi/entrees_sorties": Vue(
        ("territoire_name", "mouvement", "ligne_count"),
        {"territoire_name": ("region_name", "engage_eur", "paye_eur", "lien_names")},
    ),
    "suivi/evolutions_by_zone": Vue(
        ("zone_name", "engage_variation_eur", "paye_variation_eur"),
        {
            "zone_name": ("changements_dit",),
            "engage_variation_eur": ("engage_new_eur", "engage_withdrawn_eur"),
            "paye_variation_eur": ("paye_new_eur", "paye_withdrawn_eur"),
        },
    ),
    "suivi/evolutions_resume": Vue(
        ("evolution", "ligne_count", "variation_eur"),
        {"evolution": ("sujet_name",), "variation_eur": ("new_eur", "withdrawn_eur")},
    ),
    "suivi/verdicts": Vue(
        ("value_text", "verdict_calcule", "verdict_registre"),
        {
            "value_text": ("metric", "date_text", "perimeter_name"),
            "verdict_calcule": ("raison", "repere_low", "repere_date"),
        },
    ),
    "territoires/appreciations": Vue(
        ("zone_name", "meteo", "synthese"), {"meteo": ("author", "appreciation_date")}
    ),
    "territoires/attestations": Vue(
        ("list_date_text", "list_name", "published_name"),
        {"published_name": ("match_status", "source_url")},
    ),
    "territoires/comparaison_gardes": Vue(("mesure", "regle", "verdict")),
    "territoires/semblables": Vue(
        ("territoire_name", "population", "distance"),
        {
            "territoire_name": (
                "membre_count",
                "commune_count",
                "population_moyenne",
                "departement_count",
            )
        },
    ),
    "territoires/cellules_by_engagement": Vue(
        ("engagement_name", "engage_eur", "paye_eur"),
        {
            "engagement_name": (
                "annonce_eur",
                "fleche_eur",
                "nature_names",
                "non_communiquee_count",
            )
        },
    ),
    "territoires/contrats": Vue(
        ("statut", "contrat_date", "fiche_count"),
        {"statut": ("fiche_ferme_count", "etat", "note", "source_url")},
    ),
    "territoires/decisions": Vue(
        ("intitule", "due_date", "is_en_retard"),
        {"intitule": ("owner", "statut", "done_date", "committee", "decision_date")},
    ),
    "territoires/decisions_suivies": Vue(
        ("intitule", "etat", "since_date"),
        {"intitule": ("owner", "decision_date", "due_date"), "etat": ("previous_etat",)},
    ),
    "territoires/fiches_action": Vue(
        ("intitule", "budget_part_eur"),
        {
            "intitule": (
                "statut",
                "territoire_name",
                "engagement_name",
                "porteur",
                "engage_part_eur",
                "paye_part_eur",
            )
        },
    ),
    "territoires/fiches_by_statut": Vue(
        ("statut", "fiche_count", "budget_eur"), {"fiche_count": ("fin_passee_count",)}
    ),
    "territoires/fonds_vert": Vue(
        ("projet_name", "amount_eur"),
        {"projet_name": ("beneficiaire_name", "commune_name", "axe_name")},
    ),
    "territoires/laureats": Vue(
        ("entreprise_name", "mesure"), {"entreprise_name": ("filiere", "departement_name")}
    ),
    "territoires/liens": Vue(
        ("autre_territoire_name", "population_share", "autre_population_share")
    ),
    "territoires/membres": Vue(("membre_name", "population", "population_share")),
    "territoires/regions": Vue(("region_name", "territoire_count", "population")),
    "territoires/territoires": Vue(
        ("territoire_name", "population", "membre_count"),
        {"territoire_name": ("region_names", "contrat_statut")},
    ),
}
