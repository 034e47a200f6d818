BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-TestWeb | Out-Null
    Join-ContainerNetwork busybox -Container web -Name probe -- sleep 600 | Out-Null
    $path = Join-Path -Path $TestDrive -ChildPath 'snapshot.json'
}

AfterAll { Clear-TestContainer }

Describe 'Network snapshots' {
    It 'holds each namespace once' {
        $snapshot = Get-ContainerNetworkSnapshot
        $ids = (Get-Container web, probe).Id

        $snapshot.Warnings | Should -BeNullOrEmpty
        @($snapshot.Namespaces | Where-Object -FilterScript { $ids[0] -in $_.ContainerIds }).Count | Should -Be 1
        ($snapshot.Namespaces | Where-Object -FilterScript { $ids[0] -in $_.ContainerIds }).ContainerIds | Should -Contain $ids[1]
        $snapshot.Namespaces[0].IsHost | Should -BeTrue
    }

    It 'shows a snapshot as a row' {
        Get-ContainerNetworkSnapshot | Out-String -Width 160 | Should -Match 'Docker'
    }

    It 'survives a job' {
        $job = Start-Job -ScriptBlock { Import-Module -Name $args[0]; Get-ContainerNetworkSnapshot } -ArgumentList $ManifestPath
        $sent = $job | Receive-Job -Wait -AutoRemoveJob
        $sent | Export-ContainerNetworkSnapshot -Path $path

        $json = Get-Content -Path $path -Raw | ConvertFrom-Json
        $json.Containers.Name | Should -Contain 'web'
        ($json.Namespaces.Sockets | Where-Object -FilterScript { $_.Owner -eq 'web' }).LocalPort | Should -Contain 80
    }

    It 'replaces a file only when that is said' {
        Get-ContainerNetworkSnapshot | Export-ContainerNetworkSnapshot -Path $path -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        (Get-ContainerNetworkSnapshot -AsJson | Export-ContainerNetworkSnapshot -Path $path -Force -PassThru).FullName | Should -Be $path
    }
}
