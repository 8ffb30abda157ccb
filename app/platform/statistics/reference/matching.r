# Reference values of matching on Mahalanobis' distance with a covariance shrunk as Ledoit and Wolf (2004) do, written
# the long way in base R: `Rscript matching.r > matching.json`, in this folder. Data sets: those that come with R
# (package datasets), and drawn ones whose seed is written. No package needed.

number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
numbers <- function(x) paste0("[", paste(number(x), collapse = ","), "]")
texts <- function(x) paste0("[", paste(sprintf("\"%s\"", x), collapse = ","), "]")
flags <- function(x) paste0("[", paste(ifelse(x, "true", "false"), collapse = ","), "]")

# Definitions of section 3.3: x are centred rows; every outer product is formed.
ledoit_wolf <- function(x) {
  n <- nrow(x)
  p <- ncol(x)
  s <- t(x) %*% x / n
  m <- sum(diag(s)) / p
  d2 <- sum((s - m * diag(p))^2) / p
  b2 <- 0
  for (k in seq_len(n)) b2 <- b2 + sum((x[k, ] %o% x[k, ] - s)^2) / p
  b2 <- min(b2 / n^2, d2)
  rho <- if (d2 <= 1e-20 * m^2) 0 else b2 / d2
  list(rho = rho, sigma = rho * m * diag(p) + (1 - rho) * s)
}

inverse <- function(sigma) {
  e <- eigen(sigma, symmetric = TRUE)
  kept <- e$values > 1e-10 * e$values[1]
  v <- e$vectors[, kept, drop = FALSE]
  list(matrix = v %*% diag(1 / e$values[kept], sum(kept)) %*% t(v), dimensions = sum(kept))
}

weighted <- function(x, w) {
  w <- w / sum(w)
  m <- sum(w * x)
  spare <- 1 - sum(w^2)
  squares <- sum(w * (x - m)^2)
  list(mean = m, variance = if (spare <= 1e-12) NA else if (squares <= 1e-24 * m^2) 0 else squares / spare)
}

smd <- function(a, b, unit) {
  if (is.null(a) || is.null(b)) return(NA)
  if (unit > 0) return((a$mean - b$mean) / unit)
  if (abs(a$mean - b$mean) <= 1e-12 * abs(a$mean)) 0 else NA
}
ratio <- function(a, b) {
  if (is.null(a) || is.null(b) || is.na(a$variance) || is.na(b$variance) || b$variance == 0) return(NA)
  a$variance / b$variance
}

case <- function(name, x, treated, strata = rep("", nrow(x)), k = 1, radius = NA, replacement = FALSE) {
  x <- as.matrix(x)
  n <- nrow(x)
  ids <- sprintf("s%03d", (seq_len(n) * 7) %% 997)
  complete <- which(rowSums(is.na(x)) == 0)
  z <- x[complete, , drop = FALSE]
  deviation <- apply(z, 2, function(v) if (max(v) - min(v) <= 1e-14 * max(abs(v))) 0 else sqrt(mean((v - mean(v))^2)))
  varying <- which(deviation > 0)
  z <- scale(z[, varying, drop = FALSE], center = TRUE, scale = deviation[varying])
  lw <- ledoit_wolf(z)
  inv <- inverse(lw$sigma)
  limit <- if (is.na(radius)) 0.6 * sqrt(inv$dimensions) else radius
  pairs <- data.frame(t = integer(), c = integer(), d = numeric())
  all_distances <- data.frame(t = integer(), c = integer(), d = numeric())
  for (i in which(treated[complete])) for (j in which(!treated[complete])) {
    delta <- z[i, ] - z[j, ]
    d <- sqrt(max(0, drop(t(delta) %*% inv$matrix %*% delta)))
    all_distances <- rbind(all_distances, data.frame(t = complete[i], c = complete[j], d = d))
    if (strata[complete[i]] == strata[complete[j]] && round(d / 1e-9) <= round(limit / 1e-9))
      pairs <- rbind(pairs, data.frame(t = complete[i], c = complete[j], d = d))
  }
  pairs <- pairs[order(round(pairs$d / 1e-9), ids[pairs$t], ids[pairs$c], method = "radix"), ]
  matches <- data.frame(t = integer(), c = integer(), rank = integer(), d = numeric())
  taken <- integer()
  for (rank in seq_len(k)) {
    served <- integer()
    for (row in seq_len(nrow(pairs))) {
      p <- pairs[row, ]
      own <- if (replacement) matches$c[matches$t == p$t] else taken
      if (p$t %in% served || p$c %in% own) next
      matches <- rbind(matches, data.frame(t = p$t, c = p$c, rank = rank, d = p$d))
      served <- c(served, p$t)
      taken <- c(taken, p$c)
    }
  }
  matches <- matches[order(matches$t, matches$rank), ]
  per <- table(matches$t)
  w <- sapply(unique(matches$c), function(c) sum(1 / per[as.character(matches$t[matches$c == c])]))
  balance <- sapply(seq_len(ncol(x)), function(j) {
    v <- x[, j]
    rows_t <- complete[treated[complete]]
    rows_c <- complete[!treated[complete]]
    group <- function(rows, weights) if (length(rows) == 0) NULL else weighted(v[rows], weights)
    a <- group(rows_t, rep(1, length(rows_t)))
    b <- group(rows_c, rep(1, length(rows_c)))
    a2 <- group(unique(matches$t), rep(1, length(unique(matches$t))))
    b2 <- group(unique(matches$c), w)
    known <- c(a$variance, b$variance)
    known <- known[!is.na(known)]
    unit <- if (length(known) == 0) 0 else sqrt(mean(known))
    numbers(c(smd(a, b, unit), smd(a2, b2, unit), ratio(a, b), ratio(a2, b2)))
  })
  paste0(
    "{\"name\":\"", name, "\",\"ids\":", texts(ids), ",\"treated\":", flags(treated), ",\"strata\":", texts(strata),
    ",\"columns\":[", paste(apply(x, 2, numbers), collapse = ","), "],\"neighbours\":", k,
    ",\"radius\":", number(radius), ",\"replacement\":", tolower(replacement),
    ",\"varying\":", numbers(varying - 1), ",\"shrinkage\":", number(lw$rho), ",\"dimensions\":", inv$dimensions,
    ",\"covariance\":", numbers(as.vector(lw$sigma)), ",\"limit\":", number(limit),
    ",\"distances\":[", paste(apply(all_distances, 1, function(r) numbers(c(r[1] - 1, r[2] - 1, r[3]))), collapse = ","),
    "],\"matches\":[", paste(if (nrow(matches) > 0) apply(matches, 1, function(r) numbers(c(r[1] - 1, r[2] - 1, r[3], r[4]))), collapse = ","),
    "],\"balance\":[", paste(balance, collapse = ","), "]}"
  )
}

set.seed(20261122)
n <- 60
ips <- rnorm(n, 100, 12)
size <- round(exp(rnorm(n, 5.8, 0.5)))
spread <- 32 - 0.08 * ips + rnorm(n, 0, 3)
remote <- 95 - 0.02 * size + rnorm(n, 0, 4)
schools <- cbind(ips, size, spread, remote)
chosen <- rank(ips + rnorm(n, 0, 6)) <= 9
kinds <- ifelse(seq_len(n) %% 5 == 0, "prive", "public")
holes <- schools
holes[cbind(c(2, 9, 17, 33), c(1, 2, 4, 3))] <- NA
holes[which(chosen)[1], 2] <- NA
twice <- cbind(schools, ips, 3 - 2 * size)
wide <- matrix(rnorm(6 * 9), 6, 9)
grid <- as.matrix(expand.grid(a = 0:3, b = 0:3, c = 0:1))

cases <- c(
  case("schools, two kinds, three comparisons", schools, chosen, kinds, 3),
  case("schools, wide radius", schools, chosen, kinds, 3, 50),
  case("schools, narrow radius", schools, chosen, kinds, 2, 0.5),
  case("schools, with replacement", schools, chosen, kinds, 3, NA, TRUE),
  case("schools, values missing, one of them of a chosen school", holes, chosen, kinds, 2),
  case("schools, a constant column", cbind(schools, 5), chosen, kinds, 2),
  case("schools, columns repeated exactly and by a line", twice, chosen, kinds, 2),
  case("schools, one variable", schools[, 1, drop = FALSE], chosen, kinds, 1),
  case("schools, no other one of the kind in a stratum", schools, chosen, ifelse(chosen & seq_len(n) %% 2 == 0, "seule", "autres"), 2),
  case("mtcars, automatic or not, within cylinders", mtcars[c("mpg", "disp", "hp", "wt")], mtcars$am == 1 & mtcars$gear == 5, as.character(mtcars$cyl), 2, 10),
  case("iris, scales twelve orders of magnitude apart", cbind(iris[1:100, 1] * 1e6, iris[1:100, 2], iris[1:100, 3] * 1e-6), seq_len(100) %% 11 == 0, k = 2),
  case("a grid of whole numbers, ties everywhere", grid, seq_len(32) %% 6 == 1, k = 3, radius = 10),
  case("fewer rows than variables", wide, c(TRUE, FALSE, FALSE, TRUE, FALSE, FALSE), k = 2, radius = 10),
  case("one comparison for three", schools[1:4, ], c(TRUE, TRUE, TRUE, FALSE), k = 2, radius = 10),
  case("two rows", schools[1:2, ], c(TRUE, FALSE), k = 1, radius = 10),
  case("two rows, two variables, nothing to shrink towards", cbind(c(1, 2), c(5, 9)), c(TRUE, FALSE), k = 1, radius = 10)
)
cat("{\"r\":\"", R.version.string, "\",\"cases\":[\n", paste(cases, collapse = ",\n"), "\n]}\n", sep = "")
