#include "tests/sim/describe.h"

#include "tests/sim/trace.h"

namespace timecoin::sim {

namespace {

template <class... Arms>
struct Overloaded : Arms... {
    using Arms::operator()...;
};
template <class... Arms>
Overloaded(Arms...) -> Overloaded<Arms...>;  // clang 14 does not find it by itself

std::string at(const StatementHeader& header) {
    return "h=" + std::to_string(header.height) + " v=" + std::to_string(header.view) +
           " member=" + std::to_string(header.member) + " seq=" + std::to_string(header.sequence);
}

std::string named(const std::vector<Hash>& hashes) {
    std::string out = "[";
    for (const Hash& hash : hashes) out += (out.size() > 1 ? " " : "") + brief(hash);
    return out + "]";
}

std::string list(const IdListRef& ref) {
    return std::to_string(ref.count) + ":" + brief(ref.root);
}

std::string number(std::uint64_t value) {
    return std::to_string(value);
}

}  // namespace

std::string describe(const wire::Message& message) {
    const std::string details = std::visit(
        Overloaded{
            [](const wire::TipNotice& m) { return "h=" + number(m.height) + " " + brief(m.hash); },
            [](const wire::ReadyMessage& m) { return at(m.ready.at); },
            [](const wire::ViewChangeMessage& m) {
                const auto& prepared = m.change.prepared;
                return at(m.change.at) + " C=" + list(m.change.acknowledged) + " P=" +
                       (prepared ? number(prepared->view) + "/" + brief(prepared->block) : "none");
            },
            [](const wire::ProposalMessage& m) {
                return at(m.prePrepare.at) + " block=" + brief(m.prePrepare.block) +
                       " transfers=" + number(m.block.transfers.size());
            },
            [](const wire::PrepareMessage& m) {
                return at(m.prepare.at) + " block=" + brief(m.prepare.block);
            },
            [](const wire::CommitMessage& m) {
                return at(m.commit.at) + " block=" + brief(m.commit.block);
            },
            [](const wire::TxVotesMessage& m) { return at(m.vote.at) + " ids=" + named(m.ids); },
            [](const wire::TxAcksMessage& m) { return at(m.ack.at) + " ids=" + named(m.ids); },
            [](const wire::TransactionMessage& m) { return brief(m.transaction->id()); },
            [](const wire::GetTransactions& m) { return named(m.fullHashes); },
            [](const wire::GetTransfers& m) { return named(m.ids); },
            [](const wire::GetAckList& m) { return "h=" + number(m.height) + " " + list(m.list); },
            [](const wire::AckList& m) { return "h=" + number(m.height) + " " + named(m.ids); },
            [](const wire::GetCertificates& m) {
                return "h=" + number(m.height) + " " + named(m.ids);
            },
            [](const wire::TransferCertificateMessage& m) { return brief(m.certificate.id); },
            [](const wire::GetProposalBody& m) {
                return "h=" + number(m.height) + " " + brief(m.block);
            },
            [](const wire::ProposalBody& m) { return brief(m.block.header.hash()); },
            [](const wire::GetBlocks& m) { return number(m.from) + "+" + number(m.count); },
            [](const wire::BlockMessage& m) {
                return "h=" + number(m.block->block.header.height) + " " +
                       brief(m.block->block.hash());
            },
            [](const wire::GetHeaders& m) { return number(m.from) + "+" + number(m.count); },
            [](const wire::Headers& m) { return number(m.headers.size()); },
            [](const wire::AskNewest& m) { return "nonce=" + number(m.nonce); },
            [](const wire::NewestAnswer& m) {
                return "nonce=" + number(m.nonce) + " newest=" + number(m.newestSequence);
            },
            [](const auto&) { return std::string(); },
        },
        message);
    return std::string(wire::kindName(message)) + " " + details;
}

std::string describe(const CoreEvent& event) {
    return std::visit(
        Overloaded{
            [](const BlockCommitted& e) {
                return "COMMITTED h=" + number(e.height) + " " + brief(e.hash) +
                       " view=" + number(e.view);
            },
            [](const TransferSeen& e) { return "seen " + brief(e.id); },
            [](const TransferCertified& e) {
                return "certified " + brief(e.id) + " window=" + number(e.height);
            },
            [](const TransferFinal& e) {
                return "FINAL " + brief(e.id) + " window=" + number(e.height);
            },
            [](const TransferRejected& e) {
                return "rejected " + brief(e.id) + " " + std::string(codeName(e.reason));
            },
            [](const PhaseSeen& e) {
                return "counts kind=" + number(static_cast<std::uint64_t>(e.kind)) +
                       " h=" + number(e.height) + " v=" + number(e.view) +
                       " member=" + number(e.member);
            },
            [](const VotesCounted& e) {
                return "counted kind=" + number(static_cast<std::uint64_t>(e.kind)) +
                       " member=" + number(e.member) + " ids=" + number(e.ids.size());
            },
            [](const ViewEntered& e) {
                return "enters h=" + number(e.height) + " v=" + number(e.view);
            },
            [](const SigningAllowed& e) { return "may sign, after " + number(e.sequence); },
            [](const AlertRaised& e) {
                return "ALERT " + number(static_cast<std::uint64_t>(e.code)) + " " + e.detail;
            },
        },
        event);
}

}  // namespace timecoin::sim
