#include "wallet/history/history_store.h"

#include "node/base/codec.h"
#include "node/base/sealing.h"
#include "wallet/history/history_database.h"

#include <QFile>
#include <QVariant>

namespace timecoin {

namespace {

constexpr std::string_view kStateName = "state";
constexpr int kAsideNames = 9;

/// The one row of `meta`: also tells that rows are missing.
struct StoredState {
    std::uint32_t rows = 0;
    std::optional<HistoryScan> scan;

    void encode(Writer& out) const {
        out.u32(rows);
        out.flag(scan.has_value());
        if (!scan) return;
        out.fixed(scan->genesis);
        out.u64(scan->height);
        out.fixed(scan->block);
    }
    static StoredState decode(Reader& in) {
        StoredState state;
        state.rows = in.u32();
        if (!in.flag()) return state;
        HistoryScan scan;
        scan.genesis = in.fixed<Hash>();
        scan.height = in.u64();
        scan.block = in.fixed<Hash>();
        state.scan = scan;
        return state;
    }
};

QByteArray toQt(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

ByteView fromQt(const QByteArray& bytes) {
    return asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

HistoryError damaged(const char* what) {
    return {HistoryCode::Damaged, QString::fromLatin1(what)};
}

/// A nonce, then what is sealed under it.
QByteArray sealedRow(const SecretBytes& key, ByteView text, ByteView additional) {
    SealNonce nonce;
    randomBytes(nonce.data);
    return toQt(nonce.view()) + toQt(seal(key.view(), nonce, text, additional));
}

std::optional<Bytes> openedRow(const SecretBytes& key, const QByteArray& row, ByteView additional) {
    Reader in(fromQt(row));
    const auto nonce = in.fixed<SealNonce>();
    if (!in.ok()) return std::nullopt;
    return unseal(key.view(), nonce, in.raw(in.remaining()), additional);
}

QString asideName(const QString& path) {
    QString name = path + QStringLiteral(".damaged");
    for (int i = 1; i < kAsideNames && QFile::exists(name); ++i)
        name = QStringLiteral("%1.damaged.%2").arg(path).arg(i);
    return name;
}

/// The journal goes along: SQLite would play it back into the new file.
Status<HistoryError> moveAside(const QString& path) {
    const QString aside = asideName(path);
    for (const char* suffix : {"-journal", ""}) {
        const QString from = path + QString::fromLatin1(suffix);
        const QString to = aside + QString::fromLatin1(suffix);
        if (!QFile::exists(from)) continue;
        QFile::remove(to);
        QFile file(from);
        if (!file.rename(to)) return fail(HistoryError{HistoryCode::Disk, file.errorString()});
    }
    return done();
}

}  // namespace

class HistoryStore::Connection {
public:
    Connection(QString where, ByteView dataKey, HistoryOptions with)
        : path(std::move(where)),
          options(std::move(with)),
          rowKey(keyFrom(dataKey, "history row")),
          nameKey(keyFrom(dataKey, "history name")),
          stateKey(keyFrom(dataKey, "history state")) {}

    Status<HistoryError> open();
    Status<HistoryError> openOrStartOver();
    Status<HistoryError> startOver();
    Status<HistoryError> readState();
    Status<HistoryError> writeState(const StoredState& next);
    Hash nameOf(const Hash& id) const { return keyedHash(nameKey.view(), id.view()); }

    const QString path;
    const HistoryOptions options;
    const SecretBytes rowKey;
    const SecretBytes nameKey;
    const SecretBytes stateKey;
    HistoryDatabase database;
    StoredState state;
    bool startedOver = false;
};

Status<HistoryError> HistoryStore::Connection::open() {
    if (auto status = database.open(path, options); !status) return status;
    const auto version = database.version();
    if (!version) return fail(version.error());
    if (*version < HistoryDatabase::kVersion) {
        auto transaction = HistoryTransaction::begin(database);
        if (!transaction) return fail(transaction.error());
        if (auto status = database.migrate(*version); !status) return status;
        if (*version == 0) {
            if (auto status = writeState({}); !status) return status;
        }
        if (auto status = transaction->commit(); !status) return status;
    }
    return readState();
}

Status<HistoryError> HistoryStore::Connection::openOrStartOver() {
    auto status = open();
    if (status || status.error().code != HistoryCode::Damaged) return status;
    return startOver();
}

Status<HistoryError> HistoryStore::Connection::startOver() {
    database.close();
    startedOver = true;
    state = {};
    if (auto status = moveAside(path); !status) return status;
    return open();
}

Status<HistoryError> HistoryStore::Connection::readState() {
    auto query = database.prepare(QStringLiteral("SELECT sealed FROM meta WHERE name = ?"));
    if (!query) return fail(query.error());
    query->addBindValue(QString::fromLatin1(kStateName.data()));
    if (auto status = database.run(*query); !status) return status;
    if (!query->next()) {
        if (auto status = HistoryDatabase::ended(*query); !status) return status;
        return fail(damaged("no state"));
    }
    const auto text = openedRow(stateKey, query->value(0).toByteArray(), asBytes(kStateName));
    const auto found = text ? decoded<StoredState>(*text) : std::nullopt;
    if (!found) return fail(damaged("the state does not open"));
    state = *found;
    return done();
}

Status<HistoryError> HistoryStore::Connection::writeState(const StoredState& next) {
    auto query = database.prepare(
        QStringLiteral("INSERT OR REPLACE INTO meta (name, sealed) VALUES (?, ?)"));
    if (!query) return fail(query.error());
    query->addBindValue(QString::fromLatin1(kStateName.data()));
    query->addBindValue(sealedRow(stateKey, encoded(next), asBytes(kStateName)));
    return database.run(*query);
}

// ---- store --------------------------------------------------------------------------------

HistoryStore::HistoryStore(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection)) {}

HistoryStore::~HistoryStore() = default;

HistoryResult<std::unique_ptr<HistoryStore>> HistoryStore::open(const QString& path,
                                                                ByteView dataKey,
                                                                const HistoryOptions& options) {
    auto connection = std::make_unique<Connection>(path, dataKey, options);
    if (auto status = connection->openOrStartOver(); !status) return fail(status.error());
    return std::unique_ptr<HistoryStore>(new HistoryStore(std::move(connection)));
}

bool HistoryStore::startedOver() const {
    return m_connection->startedOver;
}

HistoryResult<HistoryContent> HistoryStore::load() {
    auto query =
        m_connection->database.prepare(QStringLiteral("SELECT name, sealed FROM payments"));
    if (!query) return fail(query.error());
    if (auto status = m_connection->database.run(*query); !status) return fail(status.error());
    HistoryContent content;
    content.scan = m_connection->state.scan;
    content.rows.reserve(std::min(m_connection->state.rows, kMaxHistoryRows));
    while (query->next()) {
        const QByteArray name = query->value(0).toByteArray();
        const auto text =
            openedRow(m_connection->rowKey, query->value(1).toByteArray(), fromQt(name));
        if (!text || text->size() < Hash::kSize) return fail(damaged("a row does not open"));
        Reader in(*text);
        HistoryRow row;
        row.id = in.fixed<Hash>();
        const ByteView value = in.raw(in.remaining());
        row.value.assign(value.begin(), value.end());
        if (!sameBytes(m_connection->nameOf(row.id).view(), fromQt(name)))
            return fail(damaged("a row of another name"));
        content.rows.push_back(std::move(row));
    }
    if (auto status = HistoryDatabase::ended(*query); !status) return fail(status.error());
    if (content.rows.size() != m_connection->state.rows) return fail(damaged("rows are missing"));
    return content;
}

Status<HistoryError> HistoryStore::putAll(const std::vector<HistoryRow>& rows,
                                          const std::optional<HistoryScan>& scan) {
    const bool fits = std::all_of(rows.begin(), rows.end(), [](const HistoryRow& row) {
        return row.value.size() <= kMaxHistoryRowBytes;
    });
    if (!fits) return fail(HistoryError{HistoryCode::TooBig, QStringLiteral("a row")});

    HistoryDatabase& database = m_connection->database;
    auto transaction = HistoryTransaction::begin(database);
    if (!transaction) return fail(transaction.error());
    StoredState next = m_connection->state;
    if (scan) next.scan = scan;
    {
        auto update =
            database.prepare(QStringLiteral("UPDATE payments SET sealed = ? WHERE name = ?"));
        if (!update) return fail(update.error());
        auto insert =
            database.prepare(QStringLiteral("INSERT INTO payments (sealed, name) VALUES (?, ?)"));
        if (!insert) return fail(insert.error());
        for (const HistoryRow& row : rows) {
            const Hash name = m_connection->nameOf(row.id);
            Writer text;
            text.fixed(row.id);
            text.raw(row.value);
            const QByteArray sealed = sealedRow(m_connection->rowKey, text.bytes(), name.view());
            for (QSqlQuery* query : {&*update, &*insert}) {
                query->addBindValue(sealed);
                query->addBindValue(toQt(name.view()));
                if (auto status = database.run(*query); !status) return status;
                if (query == &*insert) ++next.rows;
                if (query->numRowsAffected() == 1) break;
            }
        }
    }
    if (next.rows > kMaxHistoryRows)
        return fail(HistoryError{HistoryCode::TooBig, QStringLiteral("too many rows")});
    if (auto status = m_connection->writeState(next); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    m_connection->state = next;
    return done();
}

Status<HistoryError> HistoryStore::clear() {
    auto transaction = HistoryTransaction::begin(m_connection->database);
    if (!transaction) return fail(transaction.error());
    if (auto status = m_connection->database.execute(QStringLiteral("DELETE FROM payments"));
        !status)
        return status;
    if (auto status = m_connection->writeState({}); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    m_connection->state = {};
    return done();
}

Status<HistoryError> HistoryStore::startOver() {
    return m_connection->startOver();
}

}  // namespace timecoin
