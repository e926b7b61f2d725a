-- Montants, recours et mesures connus deux fois de suite, lieu par lieu : ceux qui sont révisés en silence.
--
-- @grain  sujet_id, zone_code
-- @with   suivi/lignes_comparees
-- @compare l’instantané précédent
-- @source manifestes, decoupage-2026
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, presse-fonds, banque-des-territoires-ingenierie, assemblee-vte, dreets-contrat, saint-nazaire-contrat, ditp-barometre, relance-barometre | selon les lignes
-- @param  snapshot_date | instantané
-- @param  base_date     | instantané auquel il est comparé ; null pour le précédent
-- @param  pas_a_pas     | faux : deux instantanés seulement
-- @param  phase         | 1 ou 2
-- @param  revise_count  | seuil : lignes révisées en silence à partir desquelles l’alerte s’ouvre
-- @column sujet_id      | code    | Sujet (identifiant) | L’engagement, sinon l’indicateur ou le dispositif ; d’un montant, son étape, et son cadre hors de l’enveloppe : ils ne s’additionnent pas.
-- @column sujet_name    | texte   | Sujet
-- @column engagement_id | code    | Engagement (identifiant)
-- @column enjeu_id      | code    | Enjeu (identifiant)
-- @column owner_names   | liste   | Attendu de
-- @column zone_code     | code    | Zone
-- @column is_alerte     | booléen | Alerte | « Révision silencieuse » a le sens de la page Évolutions : ni nouvelle date, ni remarque, ni correction déclarée.
-- @column constat       | texte   | Constat
-- @column ligne_count   | lignes  | Lignes révisées
-- @column ecart_eur     | €       | Variation | Des montants révisés, en valeur absolue ; une seule étape et un seul cadre, toutes natures ensemble.
-- @column source_ids    | code    | Sources | Celles dont viennent les chiffres de la ligne.

with connues as (
    select
        *,
        evolution = 'Révision silencieuse' as is_silencieuse,
        nullif(cadre, 'Enveloppe 2018') as autre_cadre,
        unnest(zone_codes) as zone_code
    from lignes_comparees
    where is_avant and is_apres and famille in ('Montants', 'Recours', 'Indicateurs')
)

select
    concat_ws(
        '/', coalesce(connues.engagement_id, connues.indicateur_id, connues.sujet_name),
        strip_accents(lower(connues.etape)),
        replace(strip_accents(lower(connues.autre_cadre)), ' ', '-')
    ) as sujet_id,
    connues.sujet_name,
    connues.engagement_id,
    any_value(connues.enjeu_id) as enjeu_id,
    case
        when connues.indicateur_id is not null then [any_value(indicateurs.publisher)]
        when connues.engagement_id is null then ['État']
    end as owner_names,
    connues.zone_code,
    count(*) filter (connues.is_silencieuse) >= $revise_count as is_alerte,
    concat_ws(' : ', 'Valeur passée récrite', lower(connues.etape), connues.autre_cadre) as constat,
    count(*) filter (connues.is_silencieuse) as ligne_count,
    sum(abs(connues.after_eur - connues.before_eur)) filter (connues.is_silencieuse) as ecart_eur,
    list_sort(list_distinct(flatten(list(connues.source_ids)))) as source_ids
from connues
left join indicateurs using (indicateur_id)
group by
    connues.engagement_id, connues.indicateur_id, connues.sujet_name, connues.etape,
    connues.autre_cadre, connues.zone_code
order by sujet_id, connues.zone_code
