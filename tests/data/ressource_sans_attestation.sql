-- Tout document ou dispositif dit ce qui en atteste l’existence, et où.
select ressource_id
from ressources
where attestation is null or attestation_url is null
