-- Un montant a une étape, une nature, un cadre et un état de la liste fermée.
select financement_id
from financements
where
    etape not in ('Annoncé', 'Fléché', 'Engagé', 'Payé')
    or cadre not in ('Enveloppe 2018', 'Hors enveloppe', 'Rattachement inconnu')
    or nature not in (
        'Subvention', 'Avance ou prêt', 'Fonds propres', 'Garantie', 'Ingénierie',
        'Service non monétaire', 'Non précisée'
    )
    or etat not in ('Renseigné', 'Sans objet', 'Non communiqué', 'Contesté')
    or precision not in ('exact', 'arrondi', 'plus de', 'au plus')
