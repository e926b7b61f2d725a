-- Un montant renseigné existe et n’est pas négatif ; un montant non communiqué est absent, pas nul.
select financement_id
from financements
where
    (etat in ('Renseigné', 'Contesté') and (amount_eur is null or amount_eur < 0))
    or (etat in ('Non communiqué', 'Sans objet') and amount_eur is not null)
