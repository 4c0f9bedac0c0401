#include "node/engine/pool_file.h"

#include "node/engine/log.h"

#include <QFile>
#include <QSaveFile>

namespace timecoin {
namespace {

constexpr std::string_view kMagic = "TimeCoin pool v1";
constexpr std::size_t kRecordOverhead = 8 + 1;  // arrival and flag
constexpr std::size_t kFrameBytes = kMagic.size() + Hash::kSize + 4 + Hash::kSize;
/// Version, kind, five lists without an item.
constexpr std::size_t kSmallestRecord = kRecordOverhead + 2 + 1 + 6 * 4;

std::string_view nameOf(PoolFileFault fault) {
    switch (fault) {
    case PoolFileFault::Damaged: return "damaged";
    case PoolFileFault::OtherNetwork: return "other_network";
    case PoolFileFault::Unreadable: return "unreadable";
    }
    return "?";
}

Result<std::vector<PooledRecord>, PoolFileFault> readFile(QFile& file, const Hash& genesis) {
    if (!file.open(QIODevice::ReadOnly)) return fail(PoolFileFault::Unreadable);
    if (file.size() > static_cast<qint64>(kMaxPoolFileBytes)) return fail(PoolFileFault::Damaged);
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError) return fail(PoolFileFault::Unreadable);
    return decodePool(asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}),
                      genesis);
}

}  // namespace

Bytes encodePool(const std::vector<PooledRecord>& records, const Hash& genesis) {
    Bytes body;
    std::uint32_t count = 0;
    for (const PooledRecord& record : records) {
        Writer one;
        one.u64(record.arrivedWallMs);
        one.flag(record.own);
        record.transaction.encode(one);
        if (count == kMaxPoolRecords || kFrameBytes + body.size() + one.size() > kMaxPoolFileBytes)
            break;
        body.insert(body.end(), one.bytes().begin(), one.bytes().end());
        ++count;
    }
    Writer out;
    out.raw(asBytes(kMagic));
    out.fixed(genesis);
    out.count(count);
    out.raw(body);
    out.fixed(hashOf(Domain::Message, out.bytes()));
    return out.take();
}

Result<std::vector<PooledRecord>, PoolFileFault> decodePool(ByteView bytes, const Hash& genesis) {
    const auto damaged = [] { return fail(PoolFileFault::Damaged); };
    if (bytes.size() < kFrameBytes || bytes.size() > kMaxPoolFileBytes) return damaged();
    const ByteView content = bytes.first(bytes.size() - Hash::kSize);
    Reader end(bytes.last(Hash::kSize));
    if (end.fixed<Hash>() != hashOf(Domain::Message, content)) return damaged();
    Reader in(content);
    const ByteView magic = in.raw(kMagic.size());
    if (!std::equal(magic.begin(), magic.end(), asBytes(kMagic).begin())) return damaged();
    if (in.fixed<Hash>() != genesis) return fail(PoolFileFault::OtherNetwork);
    std::vector<PooledRecord> records(in.count(kMaxPoolRecords, kSmallestRecord));
    for (PooledRecord& record : records) {
        record.arrivedWallMs = in.u64();
        record.own = in.flag();
        record.transaction = Transaction::decode(in);
        if (!in.ok()) return damaged();
    }
    if (!in.finished()) return damaged();
    return records;
}

std::vector<PooledRecord> PoolFile::load() const {
    QFile file(m_path);
    if (!file.exists()) return {};
    auto records = readFile(file, m_genesis);
    if (records.ok()) return std::move(records).value();
    file.close();
    const QString aside = m_path + QStringLiteral(".damaged");
    QFile::remove(aside);
    const bool moved = file.rename(aside);
    const std::string_view why = nameOf(records.error());
    qCWarning(logEngine).noquote()
        << "pool file" << m_path << QLatin1String(why.data(), static_cast<qsizetype>(why.size()))
        << (moved ? "renamed to " + aside : QStringLiteral("and cannot be renamed"));
    return {};
}

bool PoolFile::save(const std::vector<PooledRecord>& records) const {
    const Bytes bytes = encodePool(records, m_genesis);
    QSaveFile file(m_path);
    // flush() is asked for: commit() overlooks it when the last bytes cannot be written.
    const bool saved =
        file.open(QIODevice::WriteOnly) &&
        file.write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size()) &&
        file.flush() && file.commit();
    if (!saved)
        qCWarning(logEngine).noquote()
            << "pool file" << m_path << "not written:" << file.errorString();
    return saved;
}

}  // namespace timecoin
