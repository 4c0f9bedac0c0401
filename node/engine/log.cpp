#include "node/engine/log.h"

#include "node/engine/engine_types.h"

namespace timecoin {

Q_LOGGING_CATEGORY(logEngine, "timecoin.engine", QtWarningMsg)

namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString hex(const Hash& hash) {
    return QString::fromStdString(toHex(hash));
}

struct EventLine {
    const QString& node;

    void operator()(const BlockCommitted& event) const {
        qCInfo(logEngine).noquote()
            << node << "block height" << event.height << "view" << event.view << "hash"
            << hex(event.hash) << "transactions" << event.block->block.transactions.size();
    }
    void operator()(const TransferSeen& event) const { line("seen", event.id); }
    void operator()(const TransferCertified& event) const { line("certified", event.id); }
    void operator()(const TransferFinal& event) const { line("final", event.id); }
    void operator()(const TransferRejected& event) const {
        qCInfo(logEngine).noquote()
            << node << "rejected" << hex(event.id) << text(codeName(event.reason));
    }
    void operator()(const PhaseSeen& event) const {
        qCDebug(logEngine).noquote()
            << node << "phase" << static_cast<int>(event.kind) << "height" << event.height << "view"
            << event.view << "member" << event.member;
    }
    void operator()(const VotesCounted&) const {}  // its batch is a phase already
    void operator()(const ViewEntered& event) const {
        qCDebug(logEngine).noquote()
            << node << "view height" << event.height << "view" << event.view;
    }
    void operator()(const SigningAllowed& event) const {
        qCInfo(logEngine).noquote() << node << "signing from sequence" << event.sequence;
    }
    void operator()(const AlertRaised& event) const {
        qCWarning(logEngine).noquote() << node << "alert" << text(codeName(event.code))
                                       << QString::fromStdString(event.detail);
    }

private:
    void line(const char* what, const Hash& id) const {
        qCDebug(logEngine).noquote() << node << what << hex(id);
    }
};

}  // namespace

void logEvents(const QString& node, const std::vector<CoreEvent>& events) {
    for (const CoreEvent& event : events) std::visit(EventLine{node}, event);
}

MisbehaviourReason misbehaviourOf(Blame blame) {
    switch (blame) {
    case Blame::BadSignature: return MisbehaviourReason::InvalidSignature;
    case Blame::BadBlock: return MisbehaviourReason::InvalidBlock;
    case Blame::BadList: return MisbehaviourReason::InvalidCertificate;
    case Blame::UnrequestedData: return MisbehaviourReason::UnrequestedData;
    case Blame::BadTransfer: return MisbehaviourReason::InvalidTransaction;
    }
    return MisbehaviourReason::InvalidSignature;
}

std::string_view codeName(EngineFault fault) {
    switch (fault) {
    case EngineFault::DirectoryUnusable: return "directory_unusable";
    case EngineFault::AlreadyRunning: return "already_running";
    case EngineFault::OperatorKeyInUse: return "operator_key_in_use";
    case EngineFault::CannotListen: return "cannot_listen";
    case EngineFault::StatementLog: return "statement_log";
    case EngineFault::Storage: return "storage";
    case EngineFault::NewerDatabase: return "newer_database";
    case EngineFault::DatabaseDamaged: return "database_damaged";
    case EngineFault::WrongNetwork: return "wrong_network";
    case EngineFault::MasternodesFaulty: return "masternodes_faulty";
    case EngineFault::UpgradeNeeded: return "upgrade_needed";
    case EngineFault::Crypto: return "crypto";
    case EngineFault::WrongCheckpoint: return "wrong_checkpoint";
    }
    return "unknown";
}

std::string_view codeName(AlertCode code) {
    switch (code) {
    case AlertCode::RoundOver30s: return "round_over_30s";
    case AlertCode::OlderSignerState: return "older_signer_state";
    case AlertCode::ForeignSignature: return "foreign_signature";
    case AlertCode::DoubleVote: return "double_vote";
    case AlertCode::Equivocation: return "equivocation";
    case AlertCode::UpgradeAgreed: return "upgrade_agreed";
    case AlertCode::OtherNetwork: return "other_network";
    case AlertCode::CheckpointNeeded: return "checkpoint_needed";
    case AlertCode::CheckpointNotFound: return "checkpoint_not_found";
    }
    return "unknown";
}

}  // namespace timecoin
