-- Tout territoire des deux phases a un contour réel.
select territoires.territoire_id
from territoires
left join contours
    on
        territoires.territoire_id = contours.code
        and contours.niveau = 'territoire'
        and contours.vue = 'reel'
where contours.code is null
