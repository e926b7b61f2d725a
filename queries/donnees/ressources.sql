-- Documents et dispositifs du programme, ceux de la sélection d’abord.
--
-- @grain  ressource_id
-- @source documents
-- @source anct-phase1, anct-phase2 | selon la phase
-- @param  phase         | 1 ou 2 ; la phase des territoires rattachés
-- @param  region_code   | code région ; null pour la France entière
-- @param  territoire_id | identifiant du territoire ; null pour tous ; prime sur la région
-- @param  enjeu_id      | identifiant de l’enjeu ; null pour les quatre
-- @column ressource_id    | code    | Identifiant
-- @column is_rattachee    | booléen | Rattachée à la sélection | Vrai quand la ressource concerne la région, le territoire ou l’enjeu choisi.
-- @column ressource_type  | texte   | Type
-- @column origine         | texte   | Origine | Nommé par le dossier du programme, ou paru depuis.
-- @column title           | texte   | Titre
-- @column publisher       | texte   | Éditeur
-- @column date_text       | texte   | Date
-- @column description     | texte   | Contenu | Reformulé.
-- @column enjeu_name      | texte   | Enjeu | Absent quand la ressource vaut pour tous.
-- @column membre_name     | texte   | Membre rattaché | Intercommunalité à laquelle la ressource est rattachée.
-- @column territoire_name | texte   | Territoire | Territoire de la phase choisie dont l’intercommunalité est membre.
-- @column url             | url     | Adresse | Absente quand elle n’a pas été trouvée.
-- @column attestation     | texte   | Attestation | Ce qui dit que la ressource existe.
-- @column attestation_url | url     | Adresse de l’attestation
-- @column note            | texte   | Remarque

with rattachements as (
    select
        territoire_membres.membre_code,
        territoire_membres.membre_name,
        territoires.territoire_id,
        territoires.territoire_name,
        case
            when $territoire_id is not null then territoires.territoire_id = $territoire_id
            else territoires.territoire_id in (
                select territoire_regions.territoire_id
                from territoire_regions
                where territoire_regions.region_code = $region_code
            )
        end as is_local
    from territoire_membres
    inner join territoires using (territoire_id)
    where territoires.phase = $phase
)

select
    ressources.ressource_id,
    coalesce(rattachements.is_local, false)
    or coalesce(ressources.enjeu_id = $enjeu_id, false) as is_rattachee,
    ressources.ressource_type,
    ressources.origine,
    ressources.title,
    ressources.publisher,
    ressources.date_text,
    ressources.description,
    enjeux.enjeu_name,
    rattachements.membre_name,
    rattachements.territoire_name,
    ressources.url,
    ressources.attestation,
    ressources.attestation_url,
    ressources.note
from ressources
left join rattachements using (membre_code)
left join enjeux using (enjeu_id)
where
    ($enjeu_id is null or ressources.enjeu_id is null or ressources.enjeu_id = $enjeu_id)
    and (
        ressources.membre_code is null
        or rattachements.is_local
        or ($region_code is null and $territoire_id is null)
    )
order by is_rattachee desc, ressources.rank asc
