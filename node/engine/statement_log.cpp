#include "node/engine/statement_log.h"

#include <string>

namespace timecoin {
namespace {

constexpr std::size_t kRemembered = 8'192;

std::string_view nameOf(StatementKind kind) {
    switch (kind) {
    case StatementKind::Ready: return "READY";
    case StatementKind::ViewChange: return "VIEW-CHANGE";
    case StatementKind::PrePrepare: return "PRE-PREPARE";
    case StatementKind::Prepare: return "PREPARE";
    case StatementKind::Commit: return "COMMIT";
    case StatementKind::TxVote: return "TX-VOTE";
    case StatementKind::TxAck: return "TX-ACK";
    }
    return "?";
}

std::string listed(const std::vector<Hash>& ids) {
    std::string out;
    out.reserve(ids.size() * 65);
    for (const Hash& id : ids) {
        if (!out.empty()) out += ',';
        out += toHex(id);
    }
    return out.empty() ? "-" : out;
}

std::string describe(const ViewChange& change) {
    std::string out = "-";
    if (change.prepared)
        out = std::to_string(change.prepared->view) + ':' + toHex(change.prepared->block);
    return out + ' ' + std::to_string(change.acknowledged.count) + ':' +
           toHex(change.acknowledged.root);
}

}  // namespace

StatementLog::StatementLog(const PublicKey& operatorKey, const Hash& genesis)
    : m_key(operatorKey),
      m_genesis(genesis) {}

bool StatementLog::open(const QString& path) {
    m_file.setFileName(path);
    return m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
}

template <class S>
void StatementLog::write(const S& statement, const std::string& subject) {
    const Bytes signedBytes = signingBytes(statement, m_genesis);
    const Hash digest = hashOf(Domain::Message, signedBytes);
    if (m_recent.contains(digest)) return;
    // Statements of others are relayed too: only the signature tells whose it is.
    if (!verifyEd25519(m_key, signedBytes, statement.signature)) return;
    if (m_recent.size() >= kRemembered) m_recent.clear();
    m_recent.insert(digest);
    std::string line(nameOf(S::kKind));
    for (const std::uint64_t number :
         {statement.at.epoch, statement.at.height, std::uint64_t{statement.at.view},
          std::uint64_t{statement.at.member}, statement.at.sequence})
        line += ' ' + std::to_string(number);
    line += ' ' + toHex(digest) + ' ' + subject + '\n';
    m_file.write(line.data(), static_cast<qint64>(line.size()));
}

void StatementLog::note(const wire::Message& message) {
    if (!m_file.isOpen()) return;
    if (const auto* ready = std::get_if<wire::ReadyMessage>(&message))
        write(ready->ready, "-");
    else if (const auto* change = std::get_if<wire::ViewChangeMessage>(&message))
        write(change->change, describe(change->change));
    else if (const auto* proposal = std::get_if<wire::ProposalMessage>(&message))
        write(proposal->prePrepare, toHex(proposal->prePrepare.block));
    else if (const auto* prepare = std::get_if<wire::PrepareMessage>(&message))
        write(prepare->prepare, toHex(prepare->prepare.block));
    else if (const auto* commit = std::get_if<wire::CommitMessage>(&message))
        write(commit->commit, toHex(commit->commit.block));
    else if (const auto* votes = std::get_if<wire::TxVotesMessage>(&message))
        write(votes->vote, listed(votes->ids));
    else if (const auto* acks = std::get_if<wire::TxAcksMessage>(&message))
        write(acks->ack, listed(acks->ids));
}

}  // namespace timecoin
