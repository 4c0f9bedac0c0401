#include "ui/pages/wallet/save_file.h"

#include "ui/widgets/notice.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>

namespace timecoin {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(SaveFile)
};

}  // namespace

void saveFile(QWidget* parent, const QString& title, const QString& suggested,
              const QString& filter, const QByteArray& bytes, Notice* notice) {
    auto* const dialog = new QFileDialog(parent, title, suggested, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(suggested).suffix());
    const QPointer<Notice> told(notice);
    QObject::connect(
        dialog, &QFileDialog::fileSelected, parent, [bytes, told](const QString& name) {
            QSaveFile file(name);
            const bool saved = file.open(QIODevice::WriteOnly) &&
                               file.write(bytes) == bytes.size() && file.flush() && file.commit();
            if (told == nullptr) return;
            if (saved)
                told->say(Notice::Kind::Good, Texts::tr("Saved as %1.").arg(name));
            else
                told->say(Notice::Kind::Bad,
                          Texts::tr("It could not be saved: %1. Choose another folder.")
                              .arg(file.errorString()));
        });
    dialog->open();
}

}  // namespace timecoin
