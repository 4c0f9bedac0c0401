#include "tests/sim/byzantine/strategy.h"

namespace timecoin::sim {

namespace {

/// Calls `with` with the statement in the message, if it is one.
template <class Message, class With>
void withStatement(Message& message, With&& with) {
    using namespace wire;
    if (auto* ready = std::get_if<ReadyMessage>(&message)) with(ready->ready);
    if (auto* change = std::get_if<ViewChangeMessage>(&message)) with(change->change);
    if (auto* proposal = std::get_if<ProposalMessage>(&message)) with(proposal->prePrepare);
    if (auto* prepare = std::get_if<PrepareMessage>(&message)) with(prepare->prepare);
    if (auto* commit = std::get_if<CommitMessage>(&message)) with(commit->commit);
    if (auto* votes = std::get_if<TxVotesMessage>(&message)) with(votes->vote);
    if (auto* acks = std::get_if<TxAcksMessage>(&message)) with(acks->ack);
}

}  // namespace

const StatementHeader* headerIn(const wire::Message& message) {
    const StatementHeader* found = nullptr;
    withStatement(message, [&](const auto& statement) { found = &statement.at; });
    return found;
}

StatementHeader* headerIn(wire::Message& message) {
    StatementHeader* found = nullptr;
    withStatement(message, [&](auto& statement) { found = &statement.at; });
    return found;
}

void resign(wire::Message& message, const Ground& ground) {
    withStatement(message, [&](auto& statement) { statement = resigned(statement, ground); });
}

std::unique_ptr<Strategy> makeStrategy(Family family, const Ground& ground, Random random) {
    switch (family) {
    case Family::Equivocate: return makeEquivocate(ground, random);
    case Family::Silent: return makeSilent(ground, random);
    case Family::Selective: return makeSelective(ground, random);
    case Family::Replay: return makeReplay(ground, random);
    case Family::Mutate: return makeMutate(ground, random);
    case Family::Withhold: return makeWithhold(ground, random);
    case Family::Propose: return makePropose(ground, random);
    case Family::Spoil: return makeSpoil(ground, random);
    case Family::Accuse: return makeAccuse(ground, random);
    case Family::Twins:
    case Family::Amnesia: break;
    }
    return nullptr;
}

}  // namespace timecoin::sim
