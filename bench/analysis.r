# FactoMineR on the table that bench/analysis.ts wrote (columns of doubles): median seconds, as one line of JSON.
suppressPackageStartupMessages(library(FactoMineR))
given <- commandArgs(TRUE)
rows <- as.integer(given[2]); columns <- as.integer(given[3]); step <- given[4]
x <- as.data.frame(matrix(readBin(given[1], "double", rows * columns), rows))
time <- function(rounds, work) median(replicate(rounds, { gc(); system.time(work())[["elapsed"]] }))
pca <- function() PCA(x, ncp = 5, graph = FALSE)
seconds <- if (step == "pca") time(3, pca) else {
  kept <- pca()
  kk <- if (step == "groups") 200 else Inf
  time(1, function() HCPC(kept, nb.clust = 6, kk = kk, graph = FALSE))
}
cat("{\"seconds\":", seconds, ",\"version\":\"", as.character(packageVersion("FactoMineR")), "\"}\n", sep = "")
