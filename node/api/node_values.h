// From the node's own types to the values of node_snapshot.h. For the .cpp files of this room only:
// the node's types are named here, not shown.
#pragma once

#include "node/api/node_snapshot.h"
#include "node/api/registry_answer.h"

#include <string_view>

namespace timecoin {

struct BlockCommitted;
struct EngineBlocks;
struct EngineRegistry;
struct EngineSnapshot;
struct PhaseSeen;
struct SubmitVerdict;
struct WatchedCommitted;
struct WatchedSeen;
struct WatchedVotes;

QString text(std::string_view view);
NodeSnapshotPtr pictureOf(const EngineSnapshot& from);
BlockInfo blockInfoOf(const BlockCommitted& event);
PhaseInfo phaseInfoOf(const PhaseSeen& event, std::uint64_t wallMs);
WatchedTransfer transferOf(const WatchedSeen& seen);
VotesInfo votesOf(const WatchedVotes& votes);
WatchedBlock watchedBlockOf(const WatchedCommitted& block);
BlocksAnswer answerOf(const EngineBlocks& blocks);
RegistryAnswer answerOf(const EngineRegistry& registry);
SubmitOutcome outcomeOf(const SubmitVerdict& verdict);

}  // namespace timecoin
