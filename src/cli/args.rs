//! The command line as clap reads it.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use jiff::Timestamp;

use crate::cli::Failure;
use crate::pipeline::ReadBy;
use crate::pipeline::Reading;
use crate::pipeline::ReadingLimits;
use crate::pipeline::Workers;

/// 申评：工会工作创新项目申报材料的登记、形式审查、评审与结果文书。
#[derive(Debug, Parser)]
#[command(name = "shenping", version, propagate_version = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// 要做的事
    #[command(subcommand)]
    pub command: Command,
    /// 各命令通用的选项
    #[command(flatten)]
    pub common: Common,
}

/// Options of all commands.
#[derive(Debug, Args)]
pub struct Common {
    /// 以此时刻为“现在”，如 2026-12-01T09:00:00+08:00
    #[arg(long, global = true, value_name = "时刻")]
    pub as_of: Option<Timestamp>,
    /// 同时处理的任务数，默认为处理器核数
    #[arg(long, global = true, value_name = "数")]
    pub jobs: Option<usize>,
    /// 不显示进度
    #[arg(long, global = true)]
    pub quiet: bool,
    /// 读取一个文件可用的内存（MB）
    #[arg(long, global = true, hide = true, value_name = "MB")]
    pub read_memory: Option<u64>,
    /// 读取一个文件可用的时间（毫秒）
    #[arg(long, global = true, hide = true, value_name = "毫秒")]
    pub read_time: Option<u64>,
    /// 在本进程内读取，不另起进程
    #[arg(long, global = true, hide = true)]
    pub read_here: bool,
}

impl Common {
    /// How files are read: in workers of this program, as many as there are threads.
    pub fn reading(&self) -> Result<Reading, Failure> {
        let mut limits = ReadingLimits::default();
        limits.memory = self.read_memory.map_or(limits.memory, |megabytes| megabytes << 20);
        limits.time = self.read_time.map_or(limits.time, Duration::from_millis);
        let by = if self.read_here {
            ReadBy::ThisProcess
        } else {
            ReadBy::Workers(Workers { program: std::env::current_exe()?, count: rayon::current_num_threads() })
        };
        Ok(Reading { limits, by })
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 一次办完：登记收件、形式审查、生成评审工作簿和文书
    Run(SeasonArguments),
    /// 检查文件或文件夹，不保存任何内容
    Check(CheckArguments),
    /// 登记“收件”文件夹里的材料
    Intake(SeasonArguments),
    /// 生成评审工作簿、评委打分簿和补正通知
    Review(SeasonArguments),
    /// 新建一届的文件夹：设置和空白申报表
    Init(InitArguments),
    /// 读回填好的打分簿和工作簿，列出与登记簿的差别
    Collect(CollectArguments),
    /// 排名、拟奖、预算，生成报告和各项文书
    Award(SeasonArguments),
    /// 历年情况：重复申报、多年没有项目的单位、各年资金
    History(HistoryArguments),
    /// 核对登记簿、存档和输出是否完整一致
    Verify(SeasonArguments),
    /// 检查办法文件，或列出其中的规则
    Policy {
        /// 要做的事
        #[command(subcommand)]
        command: PolicyCommand,
    },
    /// 读取文件的进程，由程序自己启动
    #[command(name = Workers::ARGUMENT, hide = true)]
    ReadWorker,
    /// 输出命令行补全脚本
    Completions {
        /// 命令行程序
        shell: clap_complete::Shell,
    },
}

/// What `policy` does.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// 检查办法文件
    Check {
        /// 办法文件
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 列出规则及其条款
    Rules {
        /// 办法文件，不写则为内置办法
        #[arg(value_name = "文件")]
        file: Option<PathBuf>,
        /// 输出格式
        #[arg(long, value_enum, value_name = "格式", default_value_t = OutputFormat::Text)]
        format: OutputFormat,
    },
}

/// What `init` takes.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// 一届的文件夹
    #[arg(value_name = "文件夹")]
    pub season: PathBuf,
    /// 年度，默认为今年
    #[arg(long, value_name = "年", value_parser = clap::value_parser!(i16).range(2000..=2100))]
    pub year: Option<i16>,
    /// 办法文件，或内置办法的名称
    #[arg(long, value_name = "文件")]
    pub policy: Option<PathBuf>,
}

/// What `collect` takes.
#[derive(Debug, Args)]
pub struct CollectArguments {
    /// 一届的文件夹
    #[command(flatten)]
    pub season: SeasonArguments,
    /// 填好的打分簿或工作簿
    #[arg(required = true, value_name = "文件")]
    pub files: Vec<PathBuf>,
    /// 采用列出的全部差别
    #[arg(long)]
    pub apply: bool,
    /// 输出格式
    #[arg(long, value_enum, value_name = "格式", default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
}

/// What `history` takes.
#[derive(Debug, Args)]
pub struct HistoryArguments {
    /// 各届的文件夹
    #[arg(required = true, value_name = "文件夹")]
    pub seasons: Vec<PathBuf>,
    /// 连续几年没有项目的单位要列出
    #[arg(long, value_name = "年数", default_value_t = 3)]
    pub years: usize,
}

/// What commands on a season take.
#[derive(Debug, Args)]
pub struct SeasonArguments {
    /// 一届的文件夹
    #[arg(value_name = "文件夹")]
    pub season: PathBuf,
    /// 登记簿、存档和输出写到这里，原文件夹只读
    #[arg(long, value_name = "文件夹")]
    pub into: Option<PathBuf>,
}

/// What `check` takes.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// 文件或文件夹
    #[arg(required = true, value_name = "路径")]
    pub paths: Vec<PathBuf>,
    /// 按此届的设置检查
    #[arg(long, value_name = "文件夹", conflicts_with = "policy")]
    pub season: Option<PathBuf>,
    /// 办法文件，或内置办法的名称
    #[arg(long, value_name = "文件")]
    pub policy: Option<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, value_name = "格式", default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
}

/// How a listing is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// 供人阅读
    Text,
    /// 供程序读取
    Json,
}

/// Sets how many things are done at once.
pub fn set_workers(jobs: Option<usize>) -> Result<(), Failure> {
    let Some(jobs) = jobs else { return Ok(()) };
    if jobs == 0 {
        return Err("--jobs 至少为 1".into());
    }
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().map_err(Failure::from)
}
