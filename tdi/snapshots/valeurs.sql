-- Comment se lisent les nombres, montants, dates et booléens écrits en français.
--
-- Chaque type a sa lecture (`montant`, `nombre`…), nulle quand le texte est refusé, et la raison du
-- refus (`motif_montant`…), calculée sur les seules cellules refusées. Les bornes (`premiere_date`,
-- `derniere_date`, `montant_maximal`) et les espaces (`espaces`) sont ceux de `values.py`.
--
-- Une macro est recopiée à chaque emploi, macros qu’elle emploie comprises : ce qui sert plusieurs
-- fois passe par une lambda, qui l’évalue une fois. Sans elle, préparer une requête prend plus de
-- temps que de lire les lignes. Ce qu’écrit une machine (1234.5, 2025-12-31) est reconnu d’abord :
-- le lire comme du français donnerait la même valeur, dix fois plus lentement.

-- Au-delà, un nombre à virgule flottante ne compte plus à l’unité près.
create macro nombre_maximal() as 1e15;

-- Minuscules, espaces ordinaires, signe moins ordinaire.
create macro uniforme(t) as
    lower(trim(translate(
        t, espaces() || chr(8722) || chr(8217), repeat(' ', length(espaces())) || '-'''
    )));

-- Les parenthèses des comptables sont un signe moins.
create macro nombre_nu(t) as
    regexp_replace(uniforme(t), '^\(([^()]*)\)$', '-\1');

-- « -1 234,5e3 M€ » en morceaux ; « entier » est vide quand ce n’est pas un nombre. Les espaces ne
-- séparent que des milliers : « 12 34 » est une faute de frappe, pas 1 234.
create macro decompose(t) as regexp_extract(
    nombre_nu(t),
    '^([-+]?) ?(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d+))?(?:e([-+]?\d{1,3}))?(?: ?(%)| ?(k|m|mds?|millions? d''|milliards? d'')? ?(€|euros?|eur))?$',
    ['signe', 'entier', 'decimales', 'exposant', 'pourcent', 'multiple', 'devise']
);

create macro puissance(morceaux) as
    coalesce(try_cast(morceaux.exposant as integer), 0)
    - case when morceaux.pourcent = '' then 0 else 2 end
    + case
        when morceaux.multiple = '' then 0
        when morceaux.multiple = 'k' then 3
        when morceaux.multiple like 'm%d%' and morceaux.multiple not like 'million%' then 9
        else 6
    end;

-- Le nombre sous la forme que SQL lit : « -1234.5e9 ».
create macro notation(morceaux) as
    morceaux.signe || replace(morceaux.entier, ' ', '') || '.' || morceaux.decimales || '0'
    || 'e' || puissance(morceaux);

-- Montants : en décimal, jamais en virgule flottante. Dix-huit chiffres : au-delà, DuckDB calcule
-- cent fois plus lentement ; douze avant la virgule suffisent au plus grand montant admis.

create macro euros(morceaux) as case
    when morceaux.entier != '' and morceaux.pourcent = ''
        then try_cast(notation(morceaux) as decimal(18, 6))
end;

-- Un tableur écrit parfois 1234,56 « 1234.5600000000001 » : l’écart d’un calcul flottant n’est pas
-- une fraction de centime.
create macro montant_exact(euros) as case
    when euros between 0 and montant_maximal() and abs(euros - round(euros, 2)) < 0.00001
        then cast(round(euros, 2) as decimal(18, 2))
end;

create macro montant(t) as case
    when regexp_full_match(t, '\d{1,12}(\.\d{1,2})?')
        then montant_exact(try_cast(t as decimal(18, 6)))
    else list_transform([decompose(t)], lambda morceaux: montant_exact(euros(morceaux)))[1]
end;

create macro motif_du_montant(morceaux) as case
    when morceaux.entier = '' or morceaux.pourcent != '' then 'Montant illisible.'
    when morceaux.signe = '-' then 'Montant négatif.'
    when coalesce(euros(morceaux), montant_maximal() + 1) > montant_maximal()
        then 'Montant supérieur à 100 Md€ : erreur d’unité probable (saisi en M€ ?).'
    else 'Montant à plus de deux décimales : un montant est au centime.'
end;

create macro motif_montant(t) as
    list_transform([decompose(t)], lambda morceaux: motif_du_montant(morceaux))[1];

-- Nombres. Une part s’écrit 12,5 % ou 0,125. -----------------------------------------------------

create macro reel(morceaux) as case
    when morceaux.entier != '' and morceaux.devise = ''
        then try_cast(notation(morceaux) as double)
end;

create macro nombre_admis(reel) as case when abs(reel) <= nombre_maximal() then reel end;

create macro nombre(t) as case
    when regexp_full_match(t, '-?\d{1,15}(\.\d{1,15})?') then nombre_admis(try_cast(t as double))
    else list_transform(
        list_transform([decompose(t)], lambda morceaux: reel(morceaux)), lambda lu: nombre_admis(lu)
    )[1]
end;

create macro motif_du_nombre(morceaux) as case
    when morceaux.entier = '' then 'Nombre illisible.'
    when morceaux.devise != '' then 'Nombre attendu sans « € ».'
    else 'Nombre trop grand.'
end;

create macro motif_nombre(t) as
    list_transform([decompose(t)], lambda morceaux: motif_du_nombre(morceaux))[1];

create macro entier_admis(morceaux, nombre) as case
    when morceaux.pourcent = '' and nombre = floor(nombre) then try_cast(nombre as integer)
end;

create macro entier(t) as list_transform(
    [{'morceaux': decompose(t), 'nombre': nombre(t)}],
    lambda lu: entier_admis(lu.morceaux, lu.nombre)
)[1];

create macro motif_de_l_entier(morceaux, nombre) as case
    when nombre is null then motif_du_nombre(morceaux)
    when morceaux.pourcent != '' or nombre != floor(nombre) then 'Nombre non entier.'
    else 'Nombre trop grand.'
end;

create macro motif_entier(t) as list_transform(
    [{'morceaux': decompose(t), 'nombre': nombre(t)}],
    lambda lu: motif_de_l_entier(lu.morceaux, lu.nombre)
)[1];

-- Dates. -----------------------------------------------------------------------------------------

create macro mois_ecrits() as [
    'janvier', 'fevrier', 'mars', 'avril', 'mai', 'juin',
    'juillet', 'aout', 'septembre', 'octobre', 'novembre', 'decembre'
];

-- « 31/12/2025 », « 31 décembre 2025 » → « 2025-12-31 » ; un autre texte reste ce qu’il est.
create macro jour_retourne(t) as regexp_replace(
    regexp_replace(t, '^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$', '\3-\2-\1'),
    '^(\d{1,2})(?:er)? [^ ]+ (\d{4})$',
    '\2-' || coalesce(
        list_position(
            mois_ecrits(), regexp_extract(strip_accents(t), '^\d{1,2}(?:er)? ([a-z]+) \d{4}$', 1)
        ),
        0
    ) || '-\1'
);

-- Une date de tableur arrive parfois suivie d’une heure nulle.
create macro jour_ecrit(t) as try_cast(
    nullif(
        regexp_extract(
            jour_retourne(t),
            '^(\d{4}[/-]\d{1,2}[/-]\d{1,2})(?:[ t]00:00(?::00(?:\.0+)?)?z?)?$', 1
        ), ''
    ) as date
);

create macro jour_lu(t) as case
    when regexp_full_match(t, '\d{4}-\d{2}-\d{2}') then try_cast(t as date)
    else jour_ecrit(uniforme(t))
end;

create macro jour(t) as list_transform(
    [jour_lu(t)],
    lambda lu: case when lu between premiere_date() and derniere_date() then lu end
)[1];

create macro motif_date(t) as case
    when jour_lu(t) is not null then
        'Date hors des années ' || year(premiere_date()) || ' à ' || year(derniere_date()) || '.'
    when regexp_full_match(t, '\d{5}(\.0)?') then
        'Date illisible : numéro de jour d’un tableur.'
    else 'Date illisible, ou jour qui n’existe pas.'
end;

-- Textes. ----------------------------------------------------------------------------------------

-- Caractères de commande et d’inversion du sens de lecture : ils falsifient ce qui les cite.
create macro texte_propre(t, longueur) as
    length(t) <= longueur
    and not regexp_matches(
        t, '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{202a}-\x{202e}\x{2066}-\x{2069}]'
    );

create macro texte(t) as case when texte_propre(t, 4000) then t end;

create macro motif_texte(t) as case
    when length(t) > 4000 then 'Texte de plus de 4 000 caractères.'
    else 'Caractère invisible de commande dans le texte.'
end;

create macro code(t) as case
    when texte_propre(t, 200) and not regexp_matches(t, '[\n\r\t]') then t
end;

create macro motif_code(t) as case
    when length(t) > 200 then 'Identifiant de plus de 200 caractères.'
    else 'Retour à la ligne ou caractère invisible dans l’identifiant.'
end;

-- Une adresse est montrée comme un lien : rien que le web.
create macro adresse(t) as case
    when texte_propre(t, 4000) and regexp_matches(lower(t), '^https?://') then t
end;

create macro motif_adresse(t) as case
    when texte_propre(t, 4000) then 'Adresse qui n’est pas celle d’une page web.'
    else motif_texte(t)
end;

-- Écriture, dans les messages. -------------------------------------------------------------------

create macro en_nombre(x) as regexp_replace(
    regexp_replace(
        replace(
            replace(format('{:,.6f}', cast(x as double)), ',', chr(8239)), '.', ','
        ),
        ',0+$', ''
    ),
    '(,\d*[1-9])0+$', '\1'
);

create macro en_euros(x) as en_nombre(x) || chr(8239) || '€';

create macro en_jour(d) as strftime(d, '%d/%m/%Y');
