// Sentences about stores, snapshots and what a check found, for the terminal.
#pragma once

#include "node/repair/chain_check.h"
#include "node/repair/chain_rebuild.h"
#include "node/snapshot/snapshot_writer.h"

#include <QString>

namespace timecoin {

QString sentenceOf(const StorageError& error);
QString sentenceOf(const SnapshotError& error);
QString sentenceOf(const SnapshotRefusal& refusal);
QString sentenceOf(const ChainProblem& problem);
/// Why a rebuilt chain ends where it ends; `height` is the first that is missing.
QString sentenceOf(const RebuildReport& report);

}  // namespace timecoin
