-- Constats de la sélection, lieu par lieu, à chaque instantané où une règle d’alerte tient.
--
-- @grain  snapshot_date, alerte_id, zone_code, enjeu_id
-- @compare les instantanés précédents
-- @source registre
-- @source anct-phase1, anct-phase2 | selon la phase
-- @source dossier-2018, presse-2018, convention-2019, cour-2024, ditp-barometre, relance-barometre, assemblee-vte | selon les lignes
-- @param  snapshot_date | instantané ; rien de ce qui est publié après n’est lu
-- @param  phase         | 1 ou 2 ; chaque règle dit de quelles phases elle parle
-- @param  region_code   | code région ; null pour la France entière ; les lieux de la région sont ceux de chaque instantané
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; les alertes qui n’en relèvent d’aucun n’y sont pas
-- @column snapshot_date  | date   | Instantané
-- @column alerte_id      | code   | Identifiant | Règle et sujet : il ne change pas d’un instantané à l’autre.
-- @column regle_id       | code   | Règle (identifiant)
-- @column regle_rank     | nombre | Ordre de la règle | Par gravité, puis dans l’ordre du fichier des règles.
-- @column gravite_name   | texte  | Gravité | Majeure, importante ou à surveiller : une convention de ce tableau de bord, écrite règle par règle.
-- @column alerte_type    | texte  | Alerte | La règle qui l’ouvre.
-- @column sujet_name     | texte  | Sujet | Engagement, opérateur, décision, indicateur, territoire ou énoncé.
-- @column constat        | texte  | Constat
-- @column enjeu_id       | code   | Enjeu (identifiant)
-- @column owner_names    | liste  | Attendu de
-- @column zone_code      | code   | Zone
-- @column zone_name      | texte  | Lieu
-- @column value          | nombre | Valeur | Dans l’unité de la règle.
-- @column repere_value   | nombre | Repère | Ce à quoi la valeur est comparée.
-- @column unit           | code   | Unité
-- @column compared_count | nombre | Valeurs comparées | Pour une médiane ou un extrême.
-- @column ligne_count    | lignes | Lignes en cause
-- @column ecart_eur      | €      | Écart ou montant | En valeur absolue.
-- @column due_date       | date   | Échéance passée
-- @column page_name      | texte  | Où lire les lignes
-- @column source_ids     | code   | Sources | Celles dont viennent les chiffres de la ligne.

select
    alertes.snapshot_date,
    alertes.alerte_id,
    alertes.regle_id,
    100 * regles.gravite + regles.rank as regle_rank,
    regles.gravite_name,
    regles.titre as alerte_type,
    alertes.sujet_name,
    alertes.constat,
    alertes.enjeu_id,
    alertes.owner_names,
    alertes.zone_code,
    alertes.zone_name,
    alertes.value,
    alertes.repere_value,
    alertes.unit,
    alertes.compared_count,
    alertes.ligne_count,
    alertes.ecart_eur,
    alertes.due_date,
    -- The page of a place cannot show what is of the whole country: it is told here in full.
    case
        when regles.page_name in ('Région', 'Territoire') and alertes.zone_code = 'FR' then 'Alertes'
        else regles.page_name
    end as page_name,
    alertes.source_ids
from alertes
inner join regles using (regle_id)
where
    alertes.snapshot_date <= cast($snapshot_date as date)
    and list_contains(regles.phases, $phase)
    and ($enjeu_id is null or alertes.enjeu_id = $enjeu_id)
    and case
        when regles.portee = 'ensemble'
            then alertes.zone_code = coalesce($territoire_id, $region_code, 'FR')
        when $territoire_id is not null then alertes.zone_code = $territoire_id
        when $region_code is not null then list_contains(alertes.region_codes, $region_code)
        else true
    end
order by alertes.snapshot_date, regle_rank, alertes.alerte_id, alertes.zone_code, alertes.enjeu_id
