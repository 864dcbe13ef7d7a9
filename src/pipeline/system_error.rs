//! What the system says of a file that cannot be read or written, in Chinese and with the next step.

use std::io;

/// Windows: another program has the file, or a part of it, open for itself.
const SHARING: [i32; 2] = [32, 33];

/// One sentence without its full stop.
pub fn explain_system_error(error: &io::Error) -> String {
    if cfg!(windows) && error.raw_os_error().is_some_and(|code| SHARING.contains(&code)) {
        return "文件正被其他程序打开，请先在 WPS、Excel 或 Word 中关闭它再试".to_owned();
    }
    let told = match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹，请检查路径是否写对",
        io::ErrorKind::PermissionDenied => "没有权限，或文件正被 WPS、Excel 打开；请关闭文件，或换一个可以写入的文件夹",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘已满，请腾出空间再试；原有文件没有改动",
        io::ErrorKind::ReadOnlyFilesystem => "所在的磁盘是只读的，请换一个可以写入的文件夹",
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "这里需要文件夹，却已有同名的文件，请换一个名称",
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件",
        io::ErrorKind::InvalidFilename => "名称太长，或有系统不允许的字符",
        _ => return format!("系统提示：{error}"),
    };
    told.to_owned()
}
