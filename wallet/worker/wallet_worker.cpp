#include "wallet/worker/wallet_worker.h"

#include "wallet/worker/wallet_pictures.h"

#include <QDateTime>

#include <algorithm>

namespace timecoin {

WalletWorker::WalletWorker(WorkerConfig config, WorkerHandlers handlers)
    : m_config(std::move(config)),
      m_handlers(std::move(handlers)),
      m_publishTimer(this),
      m_syncTimer(this),
      m_retryTimer(this) {
    m_clock.start();
    for (QTimer* timer : {&m_publishTimer, &m_syncTimer, &m_retryTimer}) timer->setSingleShot(true);
    connect(&m_publishTimer, &QTimer::timeout, this, &WalletWorker::publish);
    connect(&m_syncTimer, &QTimer::timeout, this, &WalletWorker::startSync);
    connect(&m_retryTimer, &QTimer::timeout, this, &WalletWorker::handIn);
}

WalletWorker::~WalletWorker() = default;

quint64 WalletWorker::wallMs() {
    return static_cast<quint64>(QDateTime::currentMSecsSinceEpoch());
}

void WalletWorker::stop() {
    m_publishTimer.stop();
    m_syncTimer.stop();
    m_retryTimer.stop();
    if (m_wallet) {
        m_wallet->vault().lock();
        save();
    }
    m_wallet.reset();
}

// --- money ----------------------------------------------------------------------------------

RequestAnswer WalletWorker::request(const RequestPlan& plan) {
    RequestAnswer answer;
    answer.outcome = refusal("no_wallet");
    if (!m_wallet) return answer;
    if (m_wallet->personal().nextReceive >= m_wallet->personal().receiveKeys.size() &&
        !m_wallet->vault().isUnlocked()) {
        answer.outcome = refusal("locked");
        return answer;
    }
    const auto keysBefore = m_wallet->keyCounts();
    VaultRequest request;
    request.label = boundedText(plan.label);
    request.message = boundedText(plan.message);
    request.amount = plan.amount;
    request.createdMs = wallMs();
    // Durable before the address leaves (rule W2).
    answer.outcome = m_wallet->edit([&](VaultPersonal& personal) {
        request.index = personal.nextReceive++;
        personal.requests.push_back(request);
        m_wallet->extendKeys(personal, 0);
    });
    if (!answer.outcome.ok) return answer;
    if (m_wallet->keyCounts() != keysBefore) {
        m_wallet->teachKeys();
        m_handlers.watch(m_wallet->locks());
    }
    answer.request = requestEntryOf(*m_wallet, request, {});
    changed();
    return answer;
}

DraftAnswer WalletWorker::draft(const PaymentOrder& order) const {
    if (m_wallet) return planOrder(*m_wallet, order).draft;
    DraftAnswer answer;
    answer.outcome = refusal("no_wallet");
    return answer;
}

SendAnswer WalletWorker::send(const PaymentOrder& order) {
    if (!m_wallet) return {refusal("no_wallet"), {}};
    if (!m_wallet->vault().isUnlocked()) return {refusal("locked"), {}};
    const OrderPlan plan = planOrder(*m_wallet, order);
    if (!plan.draft.outcome.ok) return {plan.draft.outcome, {}};
    const auto transfer = signPlan(*m_wallet, plan);
    if (!transfer) return {refusal("missing_key"), {}};

    const auto keysBefore = m_wallet->keyCounts();
    // The change address is used up, durably, before anybody can see it (rule W2).
    const WalletOutcome edited = m_wallet->edit([&](VaultPersonal& personal) {
        if (plan.usesChangeKey && personal.nextChange < kMaxVaultKeys) ++personal.nextChange;
        m_wallet->extendKeys(personal, 0);
        for (const Recipient& recipient : order.recipients) {
            const std::string address = recipient.address.trimmed().toLower().toStdString();
            // A full list of them warns less; it must not keep anybody from paying.
            if (personal.paid.size() >= kMaxVaultPaid && !personal.paid.contains(address)) continue;
            std::string& label = personal.paid[address];
            if (!recipient.label.isEmpty()) label = boundedText(recipient.label);
        }
    });
    if (!edited.ok) return {edited, {}};
    if (m_wallet->keyCounts() != keysBefore) {
        m_wallet->teachKeys();
        m_handlers.watch(m_wallet->locks());
    }
    PaymentRecord record;
    record.tx = transfer->tx;
    record.madeHere = true;
    record.createdMs = wallMs();
    record.label = boundedText(order.label);
    record.names = plan.names;
    // In the database, synced, before the ledger, the node or the person hears of it (rule W1).
    const WalletOutcome kept = m_wallet->keep(record);
    if (!kept.ok) return {kept, {}};
    const Hash id = record.tx.id();
    if (!m_wallet->ledger().create(std::move(record))) qFatal("a coin was promised twice");
    changed();
    handIn();
    return {okOutcome(), id};
}

WalletOutcome WalletWorker::abandon(const Hash& payment) {
    if (!m_wallet) return refusal("no_wallet");
    const PaymentRecord* record = m_wallet->ledger().record(payment);
    if (record == nullptr) return refusal("unknown_payment");
    PaymentRecord after = *record;
    after.abandoned = true;
    const RecordState state = record->state();
    if (!record->madeHere || (state != RecordState::Created && state != RecordState::Seen))
        return refusal("too_late");
    // Durable first: a coin that is free again must not be promised to it after a restart.
    const WalletOutcome kept = m_wallet->keep(after);
    if (!kept.ok) return kept;
    m_wallet->ledger().abandon(payment);
    m_attempts.erase(payment);
    m_handedInMs.erase(payment);
    changed();
    return okOutcome();
}

void WalletWorker::rebroadcast(const Hash& payment) {
    const auto attempt = m_attempts.find(payment);
    if (attempt != m_attempts.end()) {
        attempt->second.dueMs = 0;
        attempt->second.taken = false;
    }
    handIn();
}

Bytes WalletWorker::rawPayment(const Hash& payment) const {
    const PaymentRecord* record = m_wallet ? m_wallet->ledger().record(payment) : nullptr;
    return record == nullptr ? Bytes() : encoded(record->tx);
}

// --- showing --------------------------------------------------------------------------------

void WalletWorker::changed() {
    tellNews();
    if (m_publishTimer.isActive()) return;
    const qint64 since = m_clock.elapsed() - m_publishedMs;
    m_publishTimer.start(static_cast<int>(std::clamp<qint64>(kPublishMs - since, 0, kPublishMs)));
}

void WalletWorker::tellNews() {
    if (!m_wallet) return;
    const std::vector<LedgerNews> news = m_wallet->ledger().takeNews();
    if (news.empty()) return;
    // What a person was told once must be known after a crash too.
    save();
    for (const LedgerNews& one : news) {
        const PaymentEntry entry = entryOf(*m_wallet, one.id);
        (one.final ? m_handlers.final : m_handlers.failed)(entry);
    }
}

void WalletWorker::save() {
    const WalletOutcome saved = m_wallet->save();
    m_problem = saved.code;
    m_problemDetail = saved.detail;
}

void WalletWorker::publish() {
    m_publishedMs = m_clock.elapsed();
    auto snapshot = std::make_shared<WalletSnapshot>();
    if (m_wallet) {
        save();
        publishRows();
        fillPicture(*snapshot, *m_wallet);
        snapshot->scanning =
            !m_wallet->areCoinsKnown() || (m_syncing && m_wallet->scanned() < m_nodeHeight);
    } else {
        snapshot->keychainOn = m_sealedHasUnlockKey;  // the keychain may be asked to open it
    }
    snapshot->state = m_state;
    snapshot->problem = m_problem;
    snapshot->problemDetail = m_problemDetail;
    snapshot->nodeHeight = m_nodeHeight;
    m_handlers.published(snapshot);
    if (!m_rows.empty()) m_publishTimer.start(kPublishMs);
}

void WalletWorker::publishRows() {
    std::vector<Hash> fresh;
    for (const Hash& id : m_wallet->takeChangedRows())
        if (m_rowsQueued.insert(id).second) fresh.push_back(id);
    // Newest first, after what waits already.
    const auto createdMs = [this](const Hash& id) {
        const PaymentRecord* record = m_wallet->ledger().record(id);
        return record == nullptr ? 0 : record->createdMs;
    };
    std::stable_sort(fresh.begin(), fresh.end(),
                     [&](const Hash& a, const Hash& b) { return createdMs(a) > createdMs(b); });
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    QVector<PaymentEntry> piece;
    while (!m_rows.empty() && piece.size() < kPieceRows) {
        piece.append(entryOf(*m_wallet, m_rows.front()));
        m_rowsQueued.erase(m_rows.front());
        m_rows.pop_front();
    }
    if (!piece.isEmpty()) m_handlers.rows(piece);
}

/// Labels of contacts and addresses stand in many rows.
void WalletWorker::refreshRows() {
    if (!m_wallet) return;
    for (const auto& [id, record] : m_wallet->ledger().records())
        if (m_rowsQueued.insert(id).second) m_rows.push_back(id);
    changed();
}

}  // namespace timecoin
