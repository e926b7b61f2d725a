-- Ce qui a changé dans la manière de compter entre les instantanés comparés : version du contrat, listes, définitions et formules.
--
-- @grain  snapshot_date, liste
-- @with   suivi/passages
-- @compare ceux des instantanés comparés
-- @source manifestes
-- @param  snapshot_date | instantané ; le dernier comparé
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | vrai : chaque instantané publié est comparé au précédent, depuis le premier
-- @column snapshot_date | date  | Instantané
-- @column base_date     | date  | Comparé à celui du
-- @column liste         | texte | Contrat, liste ou formule | Les listes qui définissent les chiffres. Celles des territoires changent avec le périmètre ; celles des textes publics et des sources s’allongent sans changer de méthode.
-- @column before_dit    | texte | Avant | Version du contrat ; nombre de lignes et début de l’empreinte d’une liste ; début de l’empreinte d’une formule.
-- @column after_dit     | texte | Après

with definies as (
    select
        fichiers.snapshot_date,
        listes.liste,
        fichiers.sha256,
        fichiers.row_count || ' lignes, empreinte ' || left(fichiers.sha256, 8) as dit
    from fichiers
    inner join (
        values
        ('indicateurs', 'Indicateurs, leurs définitions'),
        ('engagements', 'Engagements, leurs libellés'),
        ('enjeux', 'Enjeux'),
        ('operateurs', 'Opérateurs'),
        ('enveloppes', 'Enveloppes'),
        ('regions', 'Régions')
    ) as listes (table_name, liste) using (table_name)
    where fichiers.file_role = 'Table de référence'
),

-- Only where both publications recorded their formulas: what is not known is no change.
calculs as (
    select
        passages.snapshot_date,
        passages.base_date,
        formules.formule_id,
        max_by(formules.formule_name, formules.snapshot_date) as formule_name,
        max(formules.sha256) filter (formules.snapshot_date = passages.base_date) as before_sha256,
        max(formules.sha256) filter (formules.snapshot_date = passages.snapshot_date) as after_sha256
    from passages
    inner join formules on formules.snapshot_date in (passages.base_date, passages.snapshot_date)
    where
        passages.base_date in (select recorded.snapshot_date from formules as recorded)
        and passages.snapshot_date in (select recorded.snapshot_date from formules as recorded)
    group by passages.snapshot_date, passages.base_date, formules.formule_id
    having before_sha256 is distinct from after_sha256
),

methodes as (
    select
        passages.snapshot_date,
        passages.base_date,
        apres.liste,
        avant.dit as before_dit,
        apres.dit as after_dit
    from passages
    inner join definies as apres using (snapshot_date)
    inner join definies as avant
        on passages.base_date = avant.snapshot_date and apres.liste = avant.liste
    where apres.sha256 <> avant.sha256
    union all
    select
        snapshot_date,
        base_date,
        'Contrat de l’instantané' as liste,
        'version ' || base_contrat as before_dit,
        'version ' || contrat as after_dit
    from passages
    where contrat <> base_contrat
    union all
    select
        snapshot_date,
        base_date,
        concat('Calcul : ', formule_name, ' (', formule_id, ')') as liste,
        coalesce('formule ' || left(before_sha256, 8), 'n’était pas calculé') as before_dit,
        coalesce('formule ' || left(after_sha256, 8), 'n’est plus calculé') as after_dit
    from calculs
)

select
    snapshot_date,
    base_date,
    liste,
    before_dit,
    after_dit
from methodes
order by snapshot_date, liste
