# Reference values of clustering and of the description of classes, as FactoMineR computes them:
# `Rscript hcpc.r > hcpc.json`, in this folder. Data sets: those that come with R (package datasets) or with FactoMineR,
# drawn ones whose seed is written, and colleges-2023.csv: values by UAI of the collèges of two départements, extracted from
# fr-en-ips-colleges-ap2022 (2022-2023) and fr-en-indicateurs-valeur-ajoutee-colleges (session 2023), open licence.
suppressMessages(library(FactoMineR))

json_numbers <- function(values) {
  text <- sprintf("%.17g", values)
  text[is.na(values)] <- "null"
  paste0("[", paste(text, collapse = ","), "]")
}
json_text <- function(values) {
  text <- paste0("\"", values, "\"")
  text[is.na(values)] <- "null"
  paste0("[", paste(text, collapse = ","), "]")
}
json_object <- function(...) {
  fields <- c(...)
  paste0("{", paste0("\"", names(fields), "\":", fields, collapse = ","), "}")
}
json_list <- function(items) paste0("[", paste(unlist(items), collapse = ","), "]")

# A matrix of FactoMineR as rows of a name and numbers.
json_rows <- function(matrix) {
  if (is.null(matrix)) return("[]")
  json_list(lapply(seq_len(nrow(matrix)), function(i) {
    json_object(name = paste0("\"", rownames(matrix)[i], "\""), values = json_numbers(matrix[i, ]))
  }))
}
json_individuals <- function(distances, names) {
  json_list(lapply(distances, function(d) {
    ids <- if (length(d) == 1) names(unlist(d)) else names(d)
    json_object(rows = json_numbers(match(ids, names) - 1), distances = json_numbers(unlist(d)))
  }))
}

# PCA replaces missing supplementary values by means before HCPC describes the classes: catdes is asked with the data.
describe_classes <- function(data, hcpc, weights) {
  described <- catdes(data.frame(data, clust = hcpc$data.clust$clust, check.names = FALSE), ncol(data) + 1, row.w = weights)
  same <- c("test.chi2", "category", "quanti.var", "quanti")
  if (!anyNA(data)) stopifnot(isTRUE(all.equal(described[same], hcpc$desc.var[same], tolerance = 1e-12)))
  described
}

cut <- function(data, weights, pca, classes, consol, describe) {
  hcpc <- HCPC(pca, nb.clust = classes, consol = consol, graph = FALSE)
  names <- rownames(pca$ind$coord)
  clust <- as.integer(hcpc$data.clust$clust)
  levels <- levels(hcpc$data.clust$clust)
  fields <- c(
    asked = classes, consolidation = if (consol) "true" else "false", classes = length(levels),
    partition = json_numbers(clust - 1)
  )
  if (describe) {
    para <- hcpc$desc.ind$para
    # A class of one row has a data frame without its name: the row is the class.
    for (k in seq_along(para)) if (sum(clust == k) == 1) para[[k]] <- setNames(0, names[clust == k])
    dist <- hcpc$desc.ind$dist
    for (k in seq_along(dist)) if (sum(clust == k) == 1) names(dist[[k]]) <- names[clust == k]
    described <- describe_classes(data, hcpc, weights)
    fields <- c(
      fields,
      typical = json_individuals(para, names), distinct = json_individuals(dist, names),
      chi2 = json_rows(described$test.chi2), variables = json_rows(described$quanti.var),
      categories = json_list(lapply(levels, function(k) json_rows(described$category[[k]]))),
      quantities = json_list(lapply(levels, function(k) json_rows(described$quanti[[k]])))
    )
  }
  list(text = do.call(json_object, as.list(fields)), gains = hcpc$call$t$inert.gain, proposed = hcpc$call$t$nb.clust,
       order = match(hcpc$call$t$tree$labels[hcpc$call$t$tree$order], rownames(pca$ind$coord)) - 1)
}

# `tied`: FactoMineR's choice between equal distances there hangs on the last bit of its own arithmetic.
case <- function(name, data, ncp = 5, weights = NULL, sup = NULL, quali = NULL, scale = TRUE, asked = c(4), tied = FALSE) {
  rownames(data) <- paste0("r", seq_len(nrow(data)))
  pca <- PCA(data, ncp = ncp, scale.unit = scale, row.w = weights, quanti.sup = sup, quali.sup = quali, graph = FALSE)
  cuts <- c(list(cut(data, weights, pca, -1, TRUE, TRUE)), lapply(asked, function(k) cut(data, weights, pca, k, TRUE, FALSE)),
            lapply(asked, function(k) cut(data, weights, pca, k, FALSE, FALSE)))
  numeric <- names(data)[sapply(data, is.numeric)]
  other <- setdiff(names(data), numeric)
  json_object(
    name = paste0("\"", name, "\""), tied = if (tied) "true" else "false", rows = nrow(data), axes = ncol(pca$ind$coord),
    coordinates = json_numbers(as.vector(t(pca$ind$coord))),
    weights = if (is.null(weights)) "null" else json_numbers(weights),
    numericNames = json_text(numeric), numeric = json_list(lapply(numeric, function(v) json_numbers(data[[v]]))),
    factorNames = json_text(other), factors = json_list(lapply(other, function(v) json_text(as.character(data[[v]])))),
    gains = json_numbers(cuts[[1]]$gains), proposed = cuts[[1]]$proposed, order = json_numbers(cuts[[1]]$order), cuts = json_list(lapply(cuts, function(x) x$text))
  )
}

set.seed(20261122)
data(decathlon)
blobs <- data.frame(
  x = rnorm(80) + rep(c(0, 6, 0, 6), each = 20), y = rnorm(80) + rep(c(0, 0, 6, 6), each = 20), z = rnorm(80),
  hole = ifelse(runif(80) < 0.2, NA, rnorm(80)), place = rep(c("nord", "sud", "est", NA), each = 20)
)
wide <- as.data.frame(matrix(rnorm(12 * 20), 12))
twice <- data.frame(a = rnorm(40), b = rnorm(40)); twice$again <- twice$a
grid <- expand.grid(a = 1:6, b = 1:5)
grid$c <- (grid$a * 7 + grid$b * 3) %% 11
repeated <- USArrests[rep(c(1, 4, 9, 16, 22, 27, 33, 41), times = 1:8), ]
mixed <- data.frame(mtcars[1:7], gears = paste0("g", mtcars$gear), shape = ifelse(mtcars$vs == 1, "straight", "v"))
air <- transform(airquality[complete.cases(airquality), 1:4], month = month.abb[airquality$Month[complete.cases(airquality)]])
colleges <- read.csv("colleges-2023.csv", na.strings = "NA")[-1]
colleges <- colleges[c(3:10, 1:2)]

cases <- c(
  case("USArrests, every axis", USArrests, ncp = 4, asked = c(2, 6)),
  case("decathlon, supplementary columns", decathlon, sup = 11:12, quali = 13, asked = c(3, 7)),
  case("iris, duplicates and ties", iris, quali = 5, asked = c(2, 3)),
  case("mtcars, weights as counts", mixed, weights = rep(c(1, 3, 2, 5), 8), quali = 8:9, asked = c(3, 5)),
  case("swiss, weights that are not whole", swiss, weights = 0.3 + seq_len(47) / 17, asked = c(2, 5)),
  case("fewer rows than variables", wide, ncp = 11, asked = c(2, 5)),
  case("a column twice", twice, asked = c(3, 8)),
  case("blobs, missing values in supplementary columns", blobs, sup = 4, quali = 5, asked = c(2, 9)),
  case("a grid, ties everywhere, not standardised", grid, scale = FALSE, asked = c(3, 6), tied = TRUE),
  case("eight distinct rows, repeated", repeated, asked = c(3, 5), tied = TRUE),
  case("airquality by month", air, quali = 5, asked = c(3, 10)),
  case("longley, one strong axis", longley, ncp = 2, asked = c(2, 4)),
  case("attitude, not standardised", attitude, scale = FALSE, asked = c(3, 5)),
  case("stackloss, one axis", stackloss, ncp = 1, asked = c(2, 3)),
  case("six rows", USArrests[1:6, ], asked = c(2, 4)),
  case("quakes, 200 rows", quakes[1:200, ], asked = c(2, 8)),
  case("collèges, weighted by hundreds of pupils", colleges, weights = colleges$effectifs / 100, sup = 7:8, quali = 9:10, asked = c(3, 6))
)
cat("{\"r\":\"", R.version.string, ", FactoMineR ", format(packageVersion("FactoMineR")), "\",\"cases\":[\n",
    paste(cases, collapse = ",\n"), "\n]}\n", sep = "")
