#include "wallet/vault/vault_store.h"

namespace timecoin {

namespace {

VaultError vaultError(const DiskError& error) {
    VaultCode code = VaultCode::Disk;
    switch (error.code) {
    case DiskCode::NotFound: code = VaultCode::NotFound; break;
    case DiskCode::InUse: code = VaultCode::InUse; break;
    case DiskCode::TooBig: code = VaultCode::Damaged; break;
    case DiskCode::Full: code = VaultCode::DiskFull; break;
    case DiskCode::Failed: break;
    }
    return {code, error.detail};
}

/// Of a step of writing, where a file that is not there is a failure like others.
Status<VaultError> written(const Status<DiskError>& status) {
    if (status) return done();
    VaultError error = vaultError(status.error());
    if (error.code != VaultCode::DiskFull) error.code = VaultCode::Disk;
    return fail(std::move(error));
}

}  // namespace

VaultStore::VaultStore(const std::string& path, VaultDisk& disk)
    : m_disk(disk),
      m_path(path),
      m_previous(path + ".previous"),
      m_new(path + ".new") {}

Status<VaultError> VaultStore::lock() {
    auto lock = m_disk.lock(m_path + ".lock");
    if (!lock) return fail(vaultError(lock.error()));
    m_lock = std::move(lock).value();
    return done();
}

VaultResult<Bytes> VaultStore::read(const std::string& path) const {
    auto bytes = m_disk.read(path, kMaxVaultFileBytes);
    if (!bytes) return fail(vaultError(bytes.error()));
    return std::move(bytes).value();
}

Status<VaultError> VaultStore::replace(const Bytes& next, ByteView dataKey,
                                       const std::function<bool(ByteView)>& isGood) {
    auto status = writeChecked(next, isGood);
    if (status) {
        const auto file = VaultFile::parse(next, m_path);
        if (!file) return fail(file.error());
        status = keepCurrent(dataKey, file->id);
    }
    if (status) {
        m_attempted = next;
        status = written(m_disk.rename(m_new, m_path));
    }
    if (!status) {
        static_cast<void>(m_disk.remove(m_new));  // the next one would do it as well
        return status;
    }
    if (status = written(m_disk.syncFolderOf(m_path)); !status) return status;
    m_known = std::move(m_attempted);
    m_attempted.clear();
    return done();
}

Status<VaultError> VaultStore::writeChecked(const Bytes& next,
                                            const std::function<bool(ByteView)>& isGood) {
    if (auto status = written(m_disk.write(m_new, next)); !status) return status;
    const auto back = m_disk.read(m_new, kMaxVaultFileBytes);
    if (!back) return written(fail(back.error()));
    if (*back != next || !isGood(*back))
        return fail(VaultError{VaultCode::Disk, m_new + ": reads back differently"});
    return done();
}

/// Whatever stands in the place of the current file is out of danger afterwards.
Status<VaultError> VaultStore::keepCurrent(ByteView dataKey, const VaultId& id) {
    const auto current = readCurrent();
    if (!current && current.error().code == VaultCode::NotFound) return done();
    if (!current && current.error().code != VaultCode::Damaged) return fail(current.error());
    if (current) {
        if (*current == m_known || (!m_attempted.empty() && *current == m_attempted))
            return copyToPrevious(*current, id);
        const auto file = VaultFile::parse(*current, m_path);
        const bool isDamaged = file ? file->id == id && !VaultFile::isAuthentic(*current, dataKey)
                                    : file.error().code == VaultCode::Damaged;
        if (!isDamaged) return fail(VaultError{VaultCode::Changed, m_path});
    }
    // The previous file is the good one: it must not be overwritten by this.
    return written(m_disk.rename(m_path, m_path + ".damaged"));
}

Status<VaultError> VaultStore::copyToPrevious(const Bytes& bytes, const VaultId& id) {
    const std::string fresh = m_previous + ".new";
    if (const auto previous = readPrevious()) {
        const auto file = VaultFile::parse(*previous, m_previous);
        const bool isForeign = file ? file->id != id : file.error().code == VaultCode::Newer;
        // Somebody has copied another vault here; this may be all there is of its companion.
        if (isForeign) {
            const std::string name = m_previous + "-" + toHex(ByteView(*previous).last(4));
            if (auto status = written(m_disk.rename(m_previous, name)); !status) return status;
        }
    }
    auto status = written(m_disk.write(fresh, bytes));
    if (status) status = written(m_disk.rename(fresh, m_previous));
    if (!status) static_cast<void>(m_disk.remove(fresh));
    return status;
}

void VaultStore::refreshPrevious(const VaultFile& current) {
    if (const auto previous = readPrevious()) {
        const auto file = VaultFile::parse(*previous, m_previous);
        if (file && (file->id != current.id || file->hasSameSlots(current))) return;
        if (!file && file.error().code == VaultCode::Newer) return;
    } else if (previous.error().code == VaultCode::Disk) {
        return;
    }
    if (copyToPrevious(m_known, current.id)) static_cast<void>(m_disk.syncFolderOf(m_path));
}

void VaultStore::removeUnfinished(const VaultId& id) {
    const auto current = readCurrent();
    if (!current) return;
    const auto file = VaultFile::parse(*current, m_path);
    if (file && file->id == id) static_cast<void>(m_disk.remove(m_path));
}

}  // namespace timecoin
