# Reference values of principal components, as FactoMineR computes them: `Rscript pca.r > pca.json`, in this folder.
# Data sets: those that come with R and FactoMineR, drawn ones whose seed is written, and colleges.csv (open data:
# IPS of the rentrée 2024, value-added indicators of the session 2024, three départements; Licence Ouverte 2.0).
# Where cells are missing, supplementary variables go to PCA() as they are, and condes() receives them as they are.
suppressPackageStartupMessages(library(FactoMineR))

number <- function(v) ifelse(is.finite(v), sprintf("%.17g", v), "null")
vector_of <- function(v) paste0("[", paste(number(as.numeric(v)), collapse = ","), "]")
list_of <- function(parts) paste0("[", paste(parts, collapse = ","), "]")
columns_of <- function(m) list_of(vapply(seq_len(ncol(m)), function(j) vector_of(m[, j]), ""))
rows_of <- function(m) vector_of(t(as.matrix(m)))
object <- function(...) {
  parts <- Filter(Negate(is.null), list(...))
  paste0("{", paste0("\"", names(parts), "\":", parts, collapse = ","), "}")
}
text <- function(s) paste0("\"", s, "\"")

described <- function(result, axis, data, weights, quanti, quali) {
  raw <- cbind.data.frame(axis = result$ind$coord[, axis], data[, c(quanti, quali), drop = FALSE])
  names(raw) <- c("axis", sprintf("v%d", seq_along(quanti) - 1), sprintf("q%d", seq_along(quali) - 1)[seq_along(quali)])
  d <- suppressWarnings(condes(raw, 1, weights = weights, proba = 0.05))
  place <- function(names) as.numeric(sub("^.", "", names))
  level <- function(full) {
    parts <- regmatches(full, regexec("^q([0-9]+)=(.*)$", full))[[1]]
    levels <- levels(raw[[paste0("q", parts[2])]])
    c(as.numeric(parts[2]), if (parts[3] == "NA") -1 else match(parts[3], levels) - 1)
  }
  quantitative <- d$quanti[!is.na(d$quanti[, 2]), , drop = FALSE]
  table_of <- function(m, ids) list_of(if (is.null(m) || nrow(m) == 0) character() else
    vapply(seq_len(nrow(m)), function(i) vector_of(c(ids[[i]], m[i, ])), ""))
  object(
    quantitative = table_of(quantitative, as.list(place(rownames(quantitative)))),
    qualitative = table_of(d$quali, as.list(place(rownames(d$quali)))),
    categories = table_of(d$category, lapply(rownames(d$category), level))
  )
}

case <- function(name, data, active, ncp = 5, scale = TRUE, ind_sup = NULL, quanti = NULL, quali = NULL,
                 row_w = NULL, col_w = NULL, free = 0) {
  for (q in quali) data[[q]] <- factor(data[[q]])
  used <- data[, c(active, quanti, quali), drop = FALSE]
  ids <- function(names) if (length(names)) match(names, names(used)) else NULL
  result <- suppressWarnings(PCA(used, scale.unit = scale, ncp = ncp, ind.sup = ind_sup, quanti.sup = ids(quanti),
    quali.sup = ids(quali), row.w = row_w, col.w = col_w, graph = FALSE))
  kept <- if (is.null(ind_sup)) used else used[-ind_sup, , drop = FALSE]
  ncp <- ncol(result$ind$coord)
  codes <- function(f) vector_of(ifelse(is.na(f), -1, as.integer(f) - 1))
  weights <- if (is.null(row_w)) rep(1, nrow(kept)) else row_w
  object(
    name = text(name), scale = if (scale) "true" else "false", axes = ncp, rows = nrow(kept), free = free,
    columns = columns_of(kept[, active, drop = FALSE]),
    rowWeights = if (!is.null(row_w)) vector_of(row_w), columnWeights = if (!is.null(col_w)) vector_of(col_w),
    eigenvalues = vector_of(result$eig[, 1]), percentages = vector_of(result$eig[, 2]),
    individuals = object(coordinates = rows_of(result$ind$coord), cos2 = rows_of(result$ind$cos2),
      contributions = rows_of(result$ind$contrib), distance = vector_of(result$ind$dist)),
    variables = object(coordinates = rows_of(result$var$coord), correlations = rows_of(result$var$cor),
      cos2 = rows_of(result$var$cos2), contributions = rows_of(result$var$contrib)),
    supplementaryRows = if (!is.null(ind_sup)) object(columns = columns_of(used[ind_sup, active, drop = FALSE]),
      coordinates = rows_of(result$ind.sup$coord), cos2 = rows_of(result$ind.sup$cos2),
      distance = vector_of(result$ind.sup$dist)),
    supplementaryColumns = if (!is.null(quanti)) object(columns = columns_of(kept[, quanti, drop = FALSE]),
      coordinates = rows_of(result$quanti.sup$coord), correlations = rows_of(result$quanti.sup$cor),
      cos2 = rows_of(result$quanti.sup$cos2)),
    qualitative = if (!is.null(quali)) object(
      variables = list_of(vapply(quali, function(q) object(levels = nlevels(kept[[q]]), codes = codes(kept[[q]])), "")),
      coordinates = rows_of(result$quali.sup$coord), cos2 = rows_of(result$quali.sup$cos2),
      vTests = rows_of(result$quali.sup$v.test), distance = vector_of(result$quali.sup$dist),
      eta2 = rows_of(result$quali.sup$eta2)),
    # With two rows every correlation is 1 to a rounding, and condes() keeps those that rounded downwards.
    described = list_of(if (nrow(kept) > 2) vapply(seq_len(ncp), function(k) described(result, k, kept, weights, c(active, quanti), quali), "") else character())
  )
}

data(decathlon)
names(decathlon) <- make.names(names(decathlon))
events <- names(decathlon)[1:10]
schools <- read.csv2("colleges.csv", dec = ".")
set.seed(20261122)
noise <- function(n, p) as.data.frame(matrix(rnorm(n * p), n))
one <- cbind(noise(32, 3), V4 = 4)
twice <- within(noise(30, 3), { V5 <- -2 * V2 + 7; V4 <- V1 })
wide <- cbind(noise(8, 15), group = rep(c("a", "b"), 4))
marks <- as.data.frame(matrix(sample(1:4, 40 * 5, replace = TRUE), 40))
marks$choice <- sample(c("x", "y", "z"), 40, replace = TRUE)
turn <- seq(0, 2 * pi, length.out = 25)[-25]
round_ones <- data.frame(a = cos(turn), b = sin(turn), c = cos(2 * turn) / 2, d = rep(c(1, -1), 12) / 3)
far <- as.data.frame(sweep(as.matrix(noise(40, 4)) %*% matrix(c(2, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1), 4), 2, c(1e6, 1e4, -1e5, 1e7), "+"))
nearly <- within(noise(50, 3), { V5 <- V2 + 1e-4 * rnorm(50); V4 <- V1 + 1e-3 * rnorm(50) })
holes <- within(decathlon, {
  Points[c(3, 7, 20)] <- NA
  Rank[c(1, 2, 30, 41)] <- NA
  Competition[c(5, 25, 26)] <- NA
})
again <- marks[rep(1:6, length.out = 36), ]
sums <- within(noise(25, 2), { V5 <- V1 - V2; V4 <- V1 + V2; V3 <- 3 * V1 })
schools_known <- schools[!is.na(schools$va_taux), ]
named <- c("ips", "ecart_type_ips", "taux_reussite", "va_taux", "note_ecrit", "va_note", "taux_acces", "part_presents")

cases <- c(
  case("decathlon with supplementary variables", decathlon, events, quanti = c("Rank", "Points"), quali = "Competition"),
  case("decathlon with supplementary rows and weighted rows", decathlon, events, ncp = 3, ind_sup = c(2, 13, 38:41),
    quanti = "Points", quali = "Competition", row_w = rep(c(1, 2.5, 0.5, 4, 1), 7)),
  case("decathlon, missing cells in supplementary variables", holes, events, ncp = 2, quanti = c("Rank", "Points"), quali = "Competition"),
  case("USArrests, all four axes", USArrests, names(USArrests), ncp = 4),
  case("USArrests, not scaled", USArrests, c("Murder", "Assault", "Rape"), scale = FALSE, quanti = "UrbanPop"),
  case("iris, every third row", iris[seq(1, 150, 3), ], names(iris)[1:4], ncp = 4, quali = "Species"),
  case("mtcars, weighted rows and columns", mtcars, c("mpg", "disp", "hp", "drat", "wt", "qsec"), ncp = 4,
    quanti = "carb", quali = c("cyl", "gear"), row_w = mtcars$cyl, col_w = c(1, 2, 0.5, 1, 3, 1)),
  case("swiss, weights that sum to one", swiss, names(swiss)[1:5], ncp = 3, quanti = "Infant.Mortality",
    row_w = (1:47) / sum(1:47)),
  case("swiss, not scaled, weighted columns", swiss, names(swiss), ncp = 4, scale = FALSE, col_w = c(1, 2, 3, 1, 0.1, 5)),
  case("longley, columns that nearly repeat each other", longley, names(longley), ncp = 6),
  case("stackloss, three columns", stackloss, names(stackloss)[1:3], quanti = "stack.loss"),
  case("attitude", attitude, names(attitude)[2:7], ncp = 3, quanti = "rating"),
  case("a constant column", one, names(one), ncp = 3),
  case("duplicated columns", twice, names(twice), ncp = 3),
  case("columns that are sums of others", sums, names(sums), ncp = 2),
  case("fewer rows than columns", wide, names(wide)[1:15], ncp = 5, quali = "group"),
  case("as many rows as columns", wide, names(wide)[1:8], ncp = 4),
  case("fewer rows than columns, weighted, all axes", wide, names(wide)[1:12], ncp = 7, row_w = 1:8),
  case("ties everywhere", marks, names(marks)[1:5], ncp = 4, quali = "choice"),
  case("rows that repeat each other", again, names(again)[1:5], ncp = 4, quali = "choice"),
  case("two equal eigenvalues", round_ones, names(round_ones), ncp = 4, scale = FALSE, free = 2),
  case("means far from zero", far, names(far), ncp = 4),
  case("columns equal to four digits", nearly, names(nearly), ncp = 5),
  case("two rows", wide[1:2, ], names(wide)[1:3]),
  case("three rows of one column", wide[1:3, ], names(wide)[1]),
  case("weights over six orders of magnitude", USArrests, names(USArrests), ncp = 3, row_w = 10^((0:49 %% 7) - 3)),
  case("collèges of three départements", schools_known, named, quanti = "candidats", quali = c("secteur", "departement")),
  case("collèges weighted by candidates, not scaled", schools_known[1:40, ], named, ncp = 3, scale = FALSE,
    quanti = "part_presents_segpa", quali = "secteur", row_w = schools_known$candidats[1:40])
)
cat("{\"r\":\"", R.version.string, ", FactoMineR ", as.character(packageVersion("FactoMineR")), "\",\"cases\":[\n",
  paste(cases, collapse = ",\n"), "\n]}\n", sep = "")
