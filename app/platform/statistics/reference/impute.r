# Reference values of regularised iterative principal components: `Rscript impute.r > impute.json`, in this folder.
# missMDA is not asked for: the method is written here from Josse & Husson, Journal of Statistical Software 70 (2016),
# section 2.1, on plain svd(), with the noise of missMDA (shared among the degrees of freedom left).
number <- function(v) ifelse(is.finite(v), sprintf("%.17g", v), "null")
vector_of <- function(v) paste0("[", paste(number(as.numeric(v)), collapse = ","), "]")
columns_of <- function(m) paste0("[", paste(apply(m, 2, vector_of), collapse = ","), "]")

impute <- function(x, axes, w = rep(1, nrow(x)), scale = TRUE, threshold = 1e-6) {
  n <- nrow(x); p <- ncol(x); w <- w / sum(w); hole <- is.na(x)
  x <- apply(x, 2, function(v) { v[is.na(v)] <- weighted.mean(v[!is.na(v)], w[!is.na(v)]); v })
  before <- Inf
  for (step in 1:1000) {
    centre <- colSums(w * x)
    z <- sweep(x, 2, centre)
    spread <- if (scale) sqrt(colSums(w * z^2)) else rep(1, p)
    z <- sweep(z, 2, spread, "/")
    s <- svd(sqrt(w) * z)
    lambda <- s$d[seq_len(min(p, n - 1))]^2
    freedom <- (n - 1) * p - (n - 1) * axes - p * axes + axes^2
    noise <- n * p / min(p, n - 1) * sum(lambda[-seq_len(axes)]) / freedom
    noise <- min(noise, lambda[axes + 1])
    k <- seq_len(axes)
    fit <- s$u[, k, drop = FALSE] %*% diag((lambda[k] - noise) / sqrt(lambda[k]), axes) %*% t(s$v[, k, drop = FALSE]) / sqrt(w)
    misfit <- sum((w * (z - fit)^2)[!hole])
    if (step == 1000 || step >= 5 && (abs(1 - misfit / before) < threshold || misfit < threshold)) break
    before <- misfit
    x[hole] <- sweep(sweep(fit, 2, spread, "*"), 2, centre, "+")[hole]
  }
  list(x = x, steps = step)
}

case <- function(name, x, axes, w = NULL, scale = TRUE) {
  x <- as.matrix(x)
  done <- impute(x, axes, if (is.null(w)) rep(1, nrow(x)) else w, scale)
  paste0("{\"name\":\"", name, "\",\"axes\":", axes, ",\"scale\":", if (scale) "true" else "false",
    if (!is.null(w)) paste0(",\"rowWeights\":", vector_of(w)), ",\"columns\":", columns_of(x),
    ",\"completed\":", columns_of(done$x), ",\"iterations\":", done$steps, "}")
}

pierce <- function(x, share) { x <- as.matrix(x); x[sample(length(x), round(share * length(x)))] <- NA; x }
set.seed(20261122)
schools <- read.csv2("colleges.csv", dec = ".")
named <- c("ips", "ecart_type_ips", "taux_reussite", "va_taux", "note_ecrit", "va_note", "taux_acces", "part_presents")
lost <- pierce(USArrests, 0.1); lost[7, ] <- NA
cases <- c(
  case("airquality, as R gives it", airquality[1:60, 1:4], 2),
  case("collèges whose value added is not published", schools[named], 2),
  case("collèges weighted by candidates", schools[1:50, named], 3, w = schools$candidats[1:50]),
  case("swiss, one cell in five missing", pierce(swiss, 0.2), 1),
  case("USArrests, not scaled, a row wholly missing", lost, 2, scale = FALSE),
  case("fewer rows than columns", pierce(matrix(rnorm(8 * 12), 8), 0.1), 2),
  case("ties and one missing cell", { m <- matrix(sample(1:3, 60, TRUE), 12); m[5, 2] <- NA; m }, 2)
)
cat("{\"r\":\"", R.version.string, "\",\"cases\":[\n", paste(cases, collapse = ",\n"), "\n]}\n", sep = "")
