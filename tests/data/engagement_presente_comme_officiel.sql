-- Aucun libellé n’est donné pour officiel tant que la liste numérotée n’est pas trouvée.
select engagement_id
from engagements
where
    libelle_statut not in ('attesté', 'à compléter')
    or (libelle_statut = 'attesté') <> (libelle is not null)
