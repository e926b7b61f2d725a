-- Un membre rattaché est dans un seul territoire de la phase 1 ; un enjeu rattaché existe.
select ressources.ressource_id
from ressources
left join territoire_membres
    on
        ressources.membre_code = territoire_membres.membre_code
        and territoire_membres.territoire_id like 'p1-%'
where ressources.membre_code is not null
group by ressources.ressource_id
having count(territoire_membres.territoire_id) <> 1
union all
select ressource_id
from ressources
where enjeu_id is not null and enjeu_id not in (select enjeu_id from enjeux)
